;; What PostgreSQL's conversion libraries call and PGlite's linker left out, as nothing in the server itself calls it (conv.c, and parts of
;; mbutils.c and wchar.c). A library of its own, loaded with the first conversion: src/postgres/machine/dynamic-libraries.ts. Parameters and results are
;; those of PostgreSQL 18's pg_wchar.h, on which the libraries rely:
;;   a conversion takes source, its length and destination, ends the destination with a NUL, and returns the number of bytes converted,
;;   which is less than the length only where $no_error is set and a character could not be converted.
(module
  (import "env" "memory" (memory 1))
  (import "env" "__indirect_function_table" (table $table 1 funcref))
  (import "env" "__memory_base" (global $strings i32))
  (import "env" "__stack_pointer" (global $stack (mut i32)))
  ;; struct { mb2wchar_with_len, wchar2mb_with_len, mblen, dsplen, mbverifychar, mbverifystr, maxmblen }: 28 bytes for each encoding
  (import "env" "pg_wchar_table" (global $pg_wchar_table i32))
  ;; struct { name, encoding }
  (import "env" "pg_enc2name_tbl" (global $pg_enc2name_tbl i32))
  (import "env" "pg_utf_mblen_private" (func $utf_length (param i32) (result i32)))
  (import "env" "report_invalid_encoding_int" (func $report_invalid_encoding_int (param $encoding i32) (param $at i32) (param $mblen i32) (param $len i32)))
  (import "env" "errstart_cold" (func $errstart_cold (param $level i32) (param $domain i32) (result i32)))
  (import "env" "errcode" (func $errcode (param i32) (result i32)))
  (import "env" "errmsg" (func $errmsg (param $format i32) (param $arguments i32) (result i32)))
  (import "env" "errfinish" (func $errfinish (param $file i32) (param $line i32) (param $function i32)))

  (type $of_character (func (param i32) (result i32)))
  (type $of_bytes (func (param i32 i32) (result i32)))

  (data (global.get $strings)
    ;; 0
    "character with byte sequence %s in encoding \"%s\" has no equivalent in encoding \"%s\"\00"
    ;; 84
    "mbutils.c\00"
    ;; 94
    "report_untranslatable_char\00")

  ;; ---- characters and their encodings ----

  (func $row (param $encoding i32) (result i32)
    (i32.add (global.get $pg_wchar_table) (i32.mul (local.get $encoding) (i32.const 28))))

  ;; pg_encoding_mblen_or_incomplete(): INT_MAX where GB18030 (39) needs a second byte to tell
  (func $length (param $encoding i32) (param $at i32) (param $len i32) (result i32)
    (if (i32.and
          (i32.and (i32.eq (local.get $encoding) (i32.const 39)) (i32.lt_s (local.get $len) (i32.const 2)))
          (i32.ge_u (i32.load8_u (local.get $at)) (i32.const 128)))
      (then (return (i32.const 0x7fffffff))))
    (call_indirect $table (type $of_character) (local.get $at) (i32.load offset=8 (call $row (local.get $encoding)))))

  (func $pg_encoding_verifymbchar (export "pg_encoding_verifymbchar") (param $encoding i32) (param $at i32) (param $len i32) (result i32)
    (call_indirect $table (type $of_bytes) (local.get $at) (local.get $len) (i32.load offset=16 (call $row (local.get $encoding)))))

  (func $continues (param $byte i32) (result i32)
    (i32.eq (i32.and (local.get $byte) (i32.const 0xc0)) (i32.const 0x80)))

  ;; Neither overlong nor a surrogate nor above U+10FFFF. The second byte decides for four of the first bytes.
  (func $pg_utf8_islegal (export "pg_utf8_islegal") (param $at i32) (param $length i32) (result i32)
    (local $first i32) (local $second i32)
    (local.set $first (i32.load8_u (local.get $at)))
    (if (i32.gt_u (i32.sub (local.get $length) (i32.const 1)) (i32.const 3)) (then (return (i32.const 0))))
    (if (i32.eq (local.get $length) (i32.const 4))
      (then (if (i32.eqz (call $continues (i32.load8_u offset=3 (local.get $at)))) (then (return (i32.const 0))))))
    (if (i32.ge_u (local.get $length) (i32.const 3))
      (then (if (i32.eqz (call $continues (i32.load8_u offset=2 (local.get $at)))) (then (return (i32.const 0))))))
    (if (i32.ge_u (local.get $length) (i32.const 2))
      (then
        (local.set $second (i32.load8_u offset=1 (local.get $at)))
        (if (i32.eqz (call $continues (local.get $second))) (then (return (i32.const 0))))
        (if (i32.and (i32.eq (local.get $first) (i32.const 0xe0)) (i32.lt_u (local.get $second) (i32.const 0xa0))) (then (return (i32.const 0))))
        (if (i32.and (i32.eq (local.get $first) (i32.const 0xed)) (i32.gt_u (local.get $second) (i32.const 0x9f))) (then (return (i32.const 0))))
        (if (i32.and (i32.eq (local.get $first) (i32.const 0xf0)) (i32.lt_u (local.get $second) (i32.const 0x90))) (then (return (i32.const 0))))
        (if (i32.and (i32.eq (local.get $first) (i32.const 0xf4)) (i32.gt_u (local.get $second) (i32.const 0x8f))) (then (return (i32.const 0))))))
    (i32.or
      (i32.lt_u (local.get $first) (i32.const 0x80))
      (i32.and (i32.ge_u (local.get $first) (i32.const 0xc2)) (i32.le_u (local.get $first) (i32.const 0xf4)))))

  ;; ---- errors ----

  (func $report_invalid_encoding (export "report_invalid_encoding") (param $encoding i32) (param $at i32) (param $len i32)
    (call $report_invalid_encoding_int (local.get $encoding) (local.get $at)
      (call $length (local.get $encoding) (local.get $at) (local.get $len)) (local.get $len)))

  (func $hex_digit (param $value i32) (result i32)
    (i32.add (local.get $value) (select (i32.const 87) (i32.const 48) (i32.gt_u (local.get $value) (i32.const 9)))))

  ;; The frame: three arguments of errmsg(), then the bytes of one character, at most 8, each as `0x12 `
  (func $report_untranslatable_char (export "report_untranslatable_char") (param $from i32) (param $to i32) (param $at i32) (param $len i32)
    (local $frame i32) (local $text i32) (local $count i32) (local $byte i32)
    (global.set $stack (local.tee $frame (i32.sub (global.get $stack) (i32.const 64))))
    (local.set $text (i32.add (local.get $frame) (i32.const 12)))
    (i32.store (local.get $frame) (local.get $text))
    (i32.store offset=4 (local.get $frame) (call $name (local.get $from)))
    (i32.store offset=8 (local.get $frame) (call $name (local.get $to)))
    (local.set $count (call $length (local.get $from) (local.get $at) (local.get $len)))
    (if (i32.gt_s (local.get $count) (local.get $len)) (then (local.set $count (local.get $len))))
    (if (i32.gt_s (local.get $count) (i32.const 8)) (then (local.set $count (i32.const 8))))
    (loop $bytes
      (local.set $byte (i32.load8_u (local.get $at)))
      (i32.store16 (local.get $text) (i32.const 0x7830))
      (i32.store8 offset=2 (local.get $text) (call $hex_digit (i32.shr_u (local.get $byte) (i32.const 4))))
      (i32.store8 offset=3 (local.get $text) (call $hex_digit (i32.and (local.get $byte) (i32.const 15))))
      (i32.store8 offset=4 (local.get $text) (i32.const 32))
      (local.set $text (i32.add (local.get $text) (i32.const 5)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $bytes (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (i32.store8 (i32.sub (local.get $text) (i32.const 1)) (i32.const 0))
    (drop (call $errstart_cold (i32.const 21) (i32.const 0))) ;; ERROR
    (drop (call $errcode (i32.const 84017282))) ;; ERRCODE_UNTRANSLATABLE_CHARACTER, 22P05 at six bits a character
    (drop (call $errmsg (global.get $strings) (local.get $frame)))
    (call $errfinish (i32.add (global.get $strings) (i32.const 84)) (i32.const 1901) (i32.add (global.get $strings) (i32.const 94)))
    (unreachable))

  (func $name (param $encoding i32) (result i32)
    (i32.load (i32.add (global.get $pg_enc2name_tbl) (i32.shl (local.get $encoding) (i32.const 3)))))

  ;; ---- what LocalToUtf() and UtfToLocal() look up ----

  ;; The character's bytes as one number, the first as the highest
  (func $code (param $at i32) (param $length i32) (result i32) (local $code i32)
    (loop $bytes
      (local.set $code (i32.or (i32.shl (local.get $code) (i32.const 8)) (i32.load8_u (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $bytes (local.tee $length (i32.sub (local.get $length) (i32.const 1)))))
    (local.get $code))

  ;; Writes the bytes of a code that are not 0 and returns where the next go
  (func $store (param $to i32) (param $code i32) (result i32) (local $shift i32) (local $byte i32)
    (local.set $shift (i32.const 32))
    (loop $bytes
      (local.set $shift (i32.sub (local.get $shift) (i32.const 8)))
      (if (local.tee $byte (i32.and (i32.shr_u (local.get $code) (local.get $shift)) (i32.const 0xff)))
        (then
          (i32.store8 (local.get $to) (local.get $byte))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))))
      (br_if $bytes (local.get $shift)))
    (local.get $to))

  ;; A pg_mb_radix_tree begins with chars16 and chars32, one of which is null; then, for characters of 1, 2, 3 and 4 bytes, at 8, 16, 24 and
  ;; 36: the index of the root's table, and for each byte its lowest and highest value. A table has the index of the next one, the last the
  ;; character's code. 0: it has none.
  (func $radix (param $tree i32) (param $at i32) (param $length i32) (result i32)
    (local $bounds i32) (local $wide i32) (local $index i32) (local $byte i32) (local $lower i32)
    (local.set $bounds (i32.add (local.get $tree)
      (select (i32.const 36) (i32.shl (local.get $length) (i32.const 3)) (i32.eq (local.get $length) (i32.const 4)))))
    (local.set $wide (i32.load offset=4 (local.get $tree)))
    (local.set $index (i32.load (local.get $bounds)))
    (loop $bytes
      (local.set $byte (i32.load8_u (local.get $at)))
      (local.set $lower (i32.load8_u offset=4 (local.get $bounds)))
      (if (i32.or
            (i32.lt_u (local.get $byte) (local.get $lower))
            (i32.gt_u (local.get $byte) (i32.load8_u offset=5 (local.get $bounds))))
        (then (return (i32.const 0))))
      (local.set $index (i32.sub (i32.add (local.get $byte) (local.get $index)) (local.get $lower)))
      (local.set $index (if (result i32) (local.get $wide)
        (then (i32.load (i32.add (local.get $wide) (i32.shl (local.get $index) (i32.const 2)))))
        (else (i32.load16_u (i32.add (i32.load (local.get $tree)) (i32.shl (local.get $index) (i32.const 1)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $bounds (i32.add (local.get $bounds) (i32.const 2)))
      (br_if $bytes (local.tee $length (i32.sub (local.get $length) (i32.const 1)))))
    (local.get $index))

  ;; The entry of 12 bytes that begins with $first and, where $second is not 0, goes on with it; 0: there is none. No map has more than some 25.
  (func $entry (param $map i32) (param $count i32) (param $first i32) (param $second i32) (result i32)
    (loop $entries
      (if (i32.eqz (local.get $count)) (then (return (i32.const 0))))
      (if (i32.and
            (i32.eq (i32.load (local.get $map)) (local.get $first))
            (i32.or (i32.eqz (local.get $second)) (i32.eq (i32.load offset=4 (local.get $map)) (local.get $second))))
        (then (return (local.get $map))))
      (local.set $map (i32.add (local.get $map) (i32.const 12)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br $entries))
    (unreachable))

  ;; What the map says, or else the function; 0: nothing
  (func $converted (param $map i32) (param $function i32) (param $at i32) (param $length i32) (result i32) (local $code i32)
    (if (local.get $map)
      (then
        (if (local.tee $code (call $radix (local.get $map) (local.get $at) (local.get $length)))
          (then (return (local.get $code))))))
    (if (local.get $function)
      (then (return (call_indirect $table (type $of_character) (call $code (local.get $at) (local.get $length)) (local.get $function)))))
    (i32.const 0))

  (func (export "UtfToLocal") (param $from i32) (param $len i32) (param $to i32) (param $map i32)
      (param $pairs i32) (param $pair_count i32) (param $function i32) (param $encoding i32) (param $no_error i32) (result i32)
    (local $start i32) (local $length i32) (local $next i32) (local $rest i32) (local $next_length i32) (local $code i32)
    (local.set $start (local.get $from))
    (block $stop
      (loop $characters
        (br_if $stop (i32.eqz (local.get $len)))
        (br_if $stop (i32.eqz (i32.load8_u (local.get $from))))
        (br_if $stop (i32.lt_s (local.get $len) (local.tee $length (call $utf_length (local.get $from)))))
        (br_if $stop (i32.eqz (call $pg_utf8_islegal (local.get $from) (local.get $length))))
        (block $done
          (if (i32.eq (local.get $length) (i32.const 1))
            (then
              (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))
              (br $done)))
          ;; Two characters that have one code together
          (if (i32.and (i32.ne (local.get $pairs) (i32.const 0)) (i32.gt_s (local.get $len) (local.get $length)))
            (then
              (local.set $next (i32.add (local.get $from) (local.get $length)))
              (local.set $rest (i32.sub (local.get $len) (local.get $length)))
              (if (i32.lt_s (local.get $rest) (local.tee $next_length (call $utf_length (local.get $next))))
                (then ;; more is needed to decide; PostgreSQL's error shows only as many bytes as the second character has
                  (local.set $len (local.get $rest))
                  (br $stop)))
              (if (i32.eqz (call $pg_utf8_islegal (local.get $next) (local.get $next_length)))
                (then
                  (if (i32.eqz (local.get $no_error))
                    (then (call $report_invalid_encoding (i32.const 6) (local.get $next) (local.get $rest))))
                  (br $stop)))
              (if (i32.gt_s (local.get $next_length) (i32.const 1))
                (then
                  (if (local.tee $code (call $entry (local.get $pairs) (local.get $pair_count)
                        (call $code (local.get $from) (local.get $length)) (call $code (local.get $next) (local.get $next_length))))
                    (then
                      (local.set $to (call $store (local.get $to) (i32.load offset=8 (local.get $code))))
                      (local.set $length (i32.add (local.get $length) (local.get $next_length)))
                      (br $done)))))))
          (if (local.tee $code (call $converted (local.get $map) (local.get $function) (local.get $from) (local.get $length)))
            (then
              (local.set $to (call $store (local.get $to) (local.get $code)))
              (br $done)))
          (br_if $stop (local.get $no_error))
          (call $report_untranslatable_char (i32.const 6) (local.get $encoding) (local.get $from) (local.get $len)))
        (local.set $from (i32.add (local.get $from) (local.get $length)))
        (local.set $len (i32.sub (local.get $len) (local.get $length)))
        (br $characters)))
    (if (i32.and (i32.gt_s (local.get $len) (i32.const 0)) (i32.eqz (local.get $no_error)))
      (then (call $report_invalid_encoding (i32.const 6) (local.get $from) (local.get $len))))
    (i32.store8 (local.get $to) (i32.const 0))
    (i32.sub (local.get $from) (local.get $start)))

  (func (export "LocalToUtf") (param $from i32) (param $len i32) (param $to i32) (param $map i32)
      (param $pairs i32) (param $pair_count i32) (param $function i32) (param $encoding i32) (param $no_error i32) (result i32)
    (local $start i32) (local $length i32) (local $code i32)
    (local.set $start (local.get $from))
    (block $stop
      (loop $characters
        (br_if $stop (i32.eqz (local.get $len)))
        (br_if $stop (i32.eqz (i32.load8_u (local.get $from))))
        (block $done
          (if (i32.lt_u (i32.load8_u (local.get $from)) (i32.const 128))
            (then
              (local.set $length (i32.const 1))
              (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))
              (br $done)))
          (br_if $stop (i32.lt_s
            (local.tee $length (call $pg_encoding_verifymbchar (local.get $encoding) (local.get $from) (local.get $len))) (i32.const 0)))
          (if (local.tee $code (call $converted (local.get $map) (local.get $function) (local.get $from) (local.get $length)))
            (then
              (local.set $to (call $store (local.get $to) (local.get $code)))
              (br $done)))
          ;; One character that is two in UTF-8. PostgreSQL looks before it tries the function; no encoding has both.
          (if (local.get $pairs)
            (then
              (if (local.tee $code (call $entry (local.get $pairs) (local.get $pair_count)
                    (call $code (local.get $from) (local.get $length)) (i32.const 0)))
                (then
                  (local.set $to (call $store (call $store (local.get $to) (i32.load offset=4 (local.get $code))) (i32.load offset=8 (local.get $code))))
                  (br $done)))))
          (br_if $stop (local.get $no_error))
          (call $report_untranslatable_char (local.get $encoding) (i32.const 6) (local.get $from) (local.get $len)))
        (local.set $from (i32.add (local.get $from) (local.get $length)))
        (local.set $len (i32.sub (local.get $len) (local.get $length)))
        (br $characters)))
    (if (i32.and (i32.gt_s (local.get $len) (i32.const 0)) (i32.eqz (local.get $no_error)))
      (then (call $report_invalid_encoding (local.get $encoding) (local.get $from) (local.get $len))))
    (i32.store8 (local.get $to) (i32.const 0))
    (i32.sub (local.get $from) (local.get $start)))

  ;; ---- single bytes, to each other and to MULE_INTERNAL (7), where a byte that is no ASCII follows the number of its character set ----

  ;; $table_of has the 128 upper characters, 0 for none; null: they stay as they are. $set: the character set's number, 0 where none is written.
  (func $from_single_bytes (param $from i32) (param $to i32) (param $len i32) (param $set i32)
      (param $encoding i32) (param $to_encoding i32) (param $table_of i32) (param $no_error i32) (result i32)
    (local $start i32) (local $byte i32)
    (local.set $start (local.get $from))
    (block $stop
      (loop $bytes
        (br_if $stop (i32.le_s (local.get $len) (i32.const 0)))
        (local.set $byte (i32.load8_u (local.get $from)))
        (if (i32.eqz (local.get $byte))
          (then
            (br_if $stop (local.get $no_error))
            (call $report_invalid_encoding (local.get $encoding) (local.get $from) (local.get $len))))
        (if (i32.ge_u (local.get $byte) (i32.const 128))
          (then
            (if (local.get $table_of)
              (then (local.set $byte (i32.load8_u (i32.add (local.get $table_of) (i32.sub (local.get $byte) (i32.const 128)))))))
            (if (i32.eqz (local.get $byte))
              (then
                (br_if $stop (local.get $no_error))
                (call $report_untranslatable_char (local.get $encoding) (local.get $to_encoding) (local.get $from) (local.get $len))))
            (if (local.get $set)
              (then
                (i32.store8 (local.get $to) (local.get $set))
                (local.set $to (i32.add (local.get $to) (i32.const 1)))))))
        (i32.store8 (local.get $to) (local.get $byte))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (local.set $len (i32.sub (local.get $len) (i32.const 1)))
        (br $bytes)))
    (i32.store8 (local.get $to) (i32.const 0))
    (i32.sub (local.get $from) (local.get $start)))

  (func (export "local2local") (param $from i32) (param $to i32) (param $len i32)
      (param $encoding i32) (param $to_encoding i32) (param $table_of i32) (param $no_error i32) (result i32)
    (call $from_single_bytes (local.get $from) (local.get $to) (local.get $len) (i32.const 0)
      (local.get $encoding) (local.get $to_encoding) (local.get $table_of) (local.get $no_error)))

  (func (export "latin2mic") (param $from i32) (param $to i32) (param $len i32)
      (param $set i32) (param $encoding i32) (param $no_error i32) (result i32)
    (call $from_single_bytes (local.get $from) (local.get $to) (local.get $len) (local.get $set)
      (local.get $encoding) (i32.const 7) (i32.const 0) (local.get $no_error)))

  (func (export "latin2mic_with_table") (param $from i32) (param $to i32) (param $len i32)
      (param $set i32) (param $encoding i32) (param $table_of i32) (param $no_error i32) (result i32)
    (call $from_single_bytes (local.get $from) (local.get $to) (local.get $len) (local.get $set)
      (local.get $encoding) (i32.const 7) (local.get $table_of) (local.get $no_error)))

  (func (export "mic2latin") (param $from i32) (param $to i32) (param $len i32)
      (param $set i32) (param $encoding i32) (param $no_error i32) (result i32)
    (call $mic2latin_with_table (local.get $from) (local.get $to) (local.get $len) (local.get $set)
      (local.get $encoding) (i32.const 0) (local.get $no_error)))

  (func $mic2latin_with_table (export "mic2latin_with_table") (param $from i32) (param $to i32) (param $len i32)
      (param $set i32) (param $encoding i32) (param $table_of i32) (param $no_error i32) (result i32)
    (local $start i32) (local $byte i32) (local $length i32)
    (local.set $start (local.get $from))
    (block $stop
      (loop $characters
        (br_if $stop (i32.le_s (local.get $len) (i32.const 0)))
        (local.set $length (i32.const 1))
        (local.set $byte (i32.load8_u (local.get $from)))
        (if (i32.eqz (local.get $byte))
          (then
            (br_if $stop (local.get $no_error))
            (call $report_invalid_encoding (i32.const 7) (local.get $from) (local.get $len))))
        (if (i32.ge_u (local.get $byte) (i32.const 128))
          (then
            (if (i32.lt_s (local.get $len) (local.tee $length (call $length (i32.const 7) (local.get $from) (local.get $len))))
              (then
                (br_if $stop (local.get $no_error))
                (call $report_invalid_encoding (i32.const 7) (local.get $from) (local.get $len))))
            (local.set $byte (if (result i32) (i32.and (i32.eq (local.get $length) (i32.const 2)) (i32.eq (local.get $byte) (local.get $set)))
              (then (i32.load8_u offset=1 (local.get $from)))
              (else (i32.const 0))))
            (local.set $byte (if (result i32) (i32.lt_u (local.get $byte) (i32.const 128))
              (then (i32.const 0))
              (else (if (result i32) (local.get $table_of)
                (then (i32.load8_u (i32.add (local.get $table_of) (i32.sub (local.get $byte) (i32.const 128)))))
                (else (local.get $byte))))))
            (if (i32.eqz (local.get $byte))
              (then
                (br_if $stop (local.get $no_error))
                (call $report_untranslatable_char (i32.const 7) (local.get $encoding) (local.get $from) (local.get $len))))))
        (i32.store8 (local.get $to) (local.get $byte))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (local.get $length)))
        (local.set $len (i32.sub (local.get $len) (local.get $length)))
        (br $characters)))
    (i32.store8 (local.get $to) (i32.const 0))
    (i32.sub (local.get $from) (local.get $start))))
