"""Run one module of a test suite, and tell each test's beginning and outcome as a line of JSON after MARK.

Usage: run_module.py MODULE [PATTERN], from the folder that the module is imported from. PATTERN is as unittest's -k.
"""

import json
import os
import sys
import traceback
import unittest

MARK = "\x1f"
# Tests may put something else in its place
stdout = sys.stdout


def tell(**facts):
    stdout.write(f"{MARK}{json.dumps(facts)}\n")
    stdout.flush()


class Telling(unittest.TestResult):
    """Each outcome as it comes, so that those before the end of the interpreter are known."""

    def startTest(self, test):
        super().startTest(test)
        tell(test=test.id(), outcome="started")

    def addSuccess(self, test):
        super().addSuccess(test)
        tell(test=test.id(), outcome="passed")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        tell(test=test.id(), outcome="skipped", detail=reason)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._failed(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._failed(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._failed(test, err, subtest._subDescription())

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        tell(test=test.id(), outcome="passed")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        tell(test=test.id(), outcome="failed", detail="it was expected to fail, and passed")

    def _failed(self, test, err, which=""):
        tell(test=test.id(), outcome="failed", detail=which + "".join(traceback.format_exception(*err)))


module, *pattern = sys.argv[1:]
sys.path.insert(0, os.getcwd())
loader = unittest.TestLoader()
if pattern:
    loader.testNamePatterns = [text if "*" in text else f"*{text}*" for text in pattern]
loader.loadTestsFromName(module).run(Telling())
tell(outcome="ended")
