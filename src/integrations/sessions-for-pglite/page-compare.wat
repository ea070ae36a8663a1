;; Which of `count` pages of 4096 bytes from `$at` differ from those from `$shadow`: their numbers, from 0, are written to `$numbers`,
;; 4 bytes each; returns how many there are. See src/postgres/machine/page-scanner.ts.
(module
  (import "env" "memory" (memory 1))
  (func (export "changed_pages") (param $at i32) (param $count i32) (param $shadow i32) (param $numbers i32) (result i32)
    (local $number i32) (local $found i32) (local $end i32) (local $difference v128)
    (block $done
      (loop $page
        (br_if $done (i32.ge_u (local.get $number) (local.get $count)))
        (local.set $end (i32.add (local.get $at) (i32.const 4096)))
        (local.set $difference (v128.const i64x2 0 0))
        (loop $line
          (local.set $difference
            (v128.or (local.get $difference)
              (v128.or
                (v128.or
                  (v128.xor (v128.load (local.get $at)) (v128.load (local.get $shadow)))
                  (v128.xor (v128.load offset=16 (local.get $at)) (v128.load offset=16 (local.get $shadow))))
                (v128.or
                  (v128.xor (v128.load offset=32 (local.get $at)) (v128.load offset=32 (local.get $shadow)))
                  (v128.xor (v128.load offset=48 (local.get $at)) (v128.load offset=48 (local.get $shadow)))))))
          (local.set $shadow (i32.add (local.get $shadow) (i32.const 64)))
          (local.set $at (i32.add (local.get $at) (i32.const 64)))
          (br_if $line (i32.lt_u (local.get $at) (local.get $end))))
        (if (v128.any_true (local.get $difference))
          (then
            (i32.store (i32.add (local.get $numbers) (i32.shl (local.get $found) (i32.const 2))) (local.get $number))
            (local.set $found (i32.add (local.get $found) (i32.const 1)))))
        (local.set $number (i32.add (local.get $number) (i32.const 1)))
        (br $page)))
    (local.get $found))

  ;; Which of `count` pages from `$at` are not all zeros, in the same way. Most pages are, or begin with something.
  (func (export "used_pages") (param $at i32) (param $count i32) (param $numbers i32) (result i32)
    (local $number i32) (local $found i32) (local $end i32)
    (block $done
      (loop $page
        (br_if $done (i32.ge_u (local.get $number) (local.get $count)))
        (local.set $end (i32.add (local.get $at) (i32.const 4096)))
        (block $next
          (block $used
            (loop $line
              (br_if $used
                (v128.any_true
                  (v128.or
                    (v128.or (v128.load (local.get $at)) (v128.load offset=16 (local.get $at)))
                    (v128.or (v128.load offset=32 (local.get $at)) (v128.load offset=48 (local.get $at))))))
              (local.set $at (i32.add (local.get $at) (i32.const 64)))
              (br_if $line (i32.lt_u (local.get $at) (local.get $end))))
            (br $next))
          (i32.store (i32.add (local.get $numbers) (i32.shl (local.get $found) (i32.const 2))) (local.get $number))
          (local.set $found (i32.add (local.get $found) (i32.const 1)))
          (local.set $at (local.get $end)))
        (local.set $number (i32.add (local.get $number) (i32.const 1)))
        (br $page)))
    (local.get $found)))
