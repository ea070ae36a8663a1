"""Which way our Python may import: ``check`` reads the imports of all files, those for types and those inside functions included.

``python-layers.json`` has the rule: for each package its layers from the top down, and the packages outside of itself that it may import.
A layer is one or several modules or folders, which may import from the layers below it. No modules may import each other in a circle.
"""

from __future__ import annotations

import ast
import os
from collections import defaultdict


def check(folder: str, rules: dict) -> list[str]:
    """What is wrong with the packages in ``folder``; nothing if the list is empty."""
    packages = {package: read_imports(folder, package) for package in rules}
    faults = []
    for package, imports in packages.items():
        faults += wrong_ways(package, imports, rules[package], set(rules))
        faults += [f"a circle: {' → '.join(circle)}" for circle in circles(imports)]
    return faults


def read_imports(folder: str, package: str) -> dict[str, dict[str, int]]:
    """For each module of the package: what it imports of our packages, and in which line."""
    files = {}
    for directory, _, names in os.walk(os.path.join(folder, package)):
        for name in names:
            if name.endswith(".py"):
                path = os.path.join(directory, name)
                files[os.path.relpath(path, folder)[: -len(".py")].replace(os.sep, ".").removesuffix(".__init__")] = path
    imports = {}
    for module, path in sorted(files.items()):
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read(), path)
        base = module if path.endswith("__init__.py") else module.rpartition(".")[0]
        imports[module] = {}
        for node in ast.walk(tree):
            for name in imported(node, base, files):
                imports[module].setdefault(name, node.lineno)
    return imports


def imported(node: ast.AST, package: str, modules) -> list[str]:
    """The modules that a statement in a module of ``package`` imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    source = ".".join([*above, *([node.module] if node.module else [])])
    return [f"{source}.{alias.name}" if f"{source}.{alias.name}" in modules else source for alias in node.names]


def wrong_ways(package: str, imports, rule: dict, packages: set[str]) -> list[str]:
    """The imports that do not go down."""
    layers = rule.get("layers")
    faults = []

    def part_of(module: str) -> str:
        return module.split(".")[1] if "." in module else "__init__"

    def layer_of(module: str) -> int:
        return next((number for number, layer in enumerate(layers) if part_of(module) in layer), -1)

    for module, names in imports.items():
        if layers and layer_of(module) < 0:
            faults.append(f"{module} is in no layer")
            continue
        for name, line in names.items():
            top = name.partition(".")[0]
            if top == package:
                same = part_of(name) == part_of(module)
                if layers and not same and layer_of(name) <= layer_of(module):
                    faults.append(f"{module}, line {line}: {name} is in no layer below it")
            elif top in packages and top not in rule["mayImport"]:
                faults.append(f"{module}, line {line}: {package} may not import {top}")
    return faults


def circles(imports) -> list[list[str]]:
    """One circle of each set of modules that all need each other, as short as there is one."""
    reached = {module: reachable(imports, module) for module in imports}
    groups = defaultdict(list)
    for module in imports:
        if module in reached[module]:
            groups[min(other for other in reached[module] if module in reached.get(other, ()))].append(module)
    return [min((path(imports, module) for module in group), key=len) for _, group in sorted(groups.items())]


def reachable(imports, module: str) -> set[str]:
    """All that a module imports, directly or not."""
    found, left = set(), [module]
    while left:
        for name in imports.get(left.pop(), ()):
            if name not in found:
                found.add(name)
                left.append(name)
    return found


def path(imports, module: str) -> list[str]:
    """The shortest way from a module back to itself."""
    ways = [[module]]
    for way in ways:
        for name in imports.get(way[-1], ()):
            if name == module:
                return [*way, name]
            if all(name not in other for other in ways):
                ways.append([*way, name])
    raise AssertionError(module)
