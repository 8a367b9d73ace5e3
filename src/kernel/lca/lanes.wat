;; Eight right sides of one system at a time: a position has eight float64, 64 bytes, of which two stand in a v128. Values of the matrix are single float64.
;; Written by hand; tools/assemble-wasm.ts makes lanes-bytes.ts of it and says how it is called. Addresses are in bytes; lanes.ts chooses them.
(module
  (memory (export "memory") 1)

  ;; Rows first … last − 1, in order: out[p] = in[p] − Σ values[k] · x[at[k]] over k from starts[p] to before ends[p]; in = 0 means zeros.
  (func (export "sweep") (param $first i32) (param $last i32) (param $starts i32) (param $ends i32) (param $at i32) (param $values i32)
    (param $x i32) (param $in i32) (param $out i32)
    (local $a i32) (local $v i32) (local $end i32) (local $o i32) (local $w v128)
    (local $p v128) (local $q v128) (local $r v128) (local $s v128)
    (if (i32.lt_s (local.get $first) (local.get $last)) (then
      (loop $row
        (local.set $a (i32.load (i32.add (local.get $starts) (i32.shl (local.get $first) (i32.const 2)))))
        (local.set $v (i32.add (local.get $values) (i32.shl (local.get $a) (i32.const 3))))
        (local.set $a (i32.add (local.get $at) (i32.shl (local.get $a) (i32.const 2))))
        (local.set $end (i32.add (local.get $at)
          (i32.shl (i32.load (i32.add (local.get $ends) (i32.shl (local.get $first) (i32.const 2)))) (i32.const 2))))
        (local.set $p (v128.const i64x2 0 0))
        (local.set $q (v128.const i64x2 0 0))
        (local.set $r (v128.const i64x2 0 0))
        (local.set $s (v128.const i64x2 0 0))
        (if (local.get $in) (then
          (local.set $o (i32.add (local.get $in) (i32.shl (local.get $first) (i32.const 6))))
          (local.set $p (v128.load (local.get $o)))
          (local.set $q (v128.load offset=16 (local.get $o)))
          (local.set $r (v128.load offset=32 (local.get $o)))
          (local.set $s (v128.load offset=48 (local.get $o)))))
        (if (i32.lt_s (local.get $a) (local.get $end)) (then
          (loop $entry
            (local.set $w (v128.load64_splat (local.get $v)))
            (local.set $o (i32.add (local.get $x) (i32.load (local.get $a))))
            (local.set $p (f64x2.sub (local.get $p) (f64x2.mul (local.get $w) (v128.load (local.get $o)))))
            (local.set $q (f64x2.sub (local.get $q) (f64x2.mul (local.get $w) (v128.load offset=16 (local.get $o)))))
            (local.set $r (f64x2.sub (local.get $r) (f64x2.mul (local.get $w) (v128.load offset=32 (local.get $o)))))
            (local.set $s (f64x2.sub (local.get $s) (f64x2.mul (local.get $w) (v128.load offset=48 (local.get $o)))))
            (local.set $v (i32.add (local.get $v) (i32.const 8)))
            (br_if $entry (i32.lt_s (local.tee $a (i32.add (local.get $a) (i32.const 4))) (local.get $end))))))
        (local.set $o (i32.add (local.get $out) (i32.shl (local.get $first) (i32.const 6))))
        (v128.store (local.get $o) (local.get $p))
        (v128.store offset=16 (local.get $o) (local.get $q))
        (v128.store offset=32 (local.get $o) (local.get $r))
        (v128.store offset=48 (local.get $o) (local.get $s))
        (local.set $first (i32.add (local.get $first) (i32.const 1)))
        (br_if $row (i32.lt_s (local.get $first) (local.get $last)))))))

  ;; For rows 0 … rows − 1: rest[p] −= Σ values[k] · x[at[k]] and size[p] += Σ |values[k] · x[at[k]]|.
  (func (export "rest") (param $rows i32) (param $starts i32) (param $at i32) (param $values i32) (param $x i32) (param $rest i32) (param $size i32)
    (local $i i32) (local $a i32) (local $v i32) (local $end i32) (local $o i32) (local $w v128) (local $t v128)
    (local $p v128) (local $q v128) (local $r v128) (local $s v128) (local $p1 v128) (local $q1 v128) (local $r1 v128) (local $s1 v128)
    (if (i32.lt_s (local.get $i) (local.get $rows)) (then
      (loop $row
        (local.set $a (i32.load (local.get $starts)))
        (local.set $v (i32.add (local.get $values) (i32.shl (local.get $a) (i32.const 3))))
        (local.set $a (i32.add (local.get $at) (i32.shl (local.get $a) (i32.const 2))))
        (local.set $end (i32.add (local.get $at) (i32.shl (i32.load offset=4 (local.get $starts)) (i32.const 2))))
        (local.set $p (v128.load (local.get $rest)))
        (local.set $q (v128.load offset=16 (local.get $rest)))
        (local.set $r (v128.load offset=32 (local.get $rest)))
        (local.set $s (v128.load offset=48 (local.get $rest)))
        (local.set $p1 (v128.load (local.get $size)))
        (local.set $q1 (v128.load offset=16 (local.get $size)))
        (local.set $r1 (v128.load offset=32 (local.get $size)))
        (local.set $s1 (v128.load offset=48 (local.get $size)))
        (if (i32.lt_s (local.get $a) (local.get $end)) (then
          (loop $entry
            (local.set $w (v128.load64_splat (local.get $v)))
            (local.set $o (i32.add (local.get $x) (i32.load (local.get $a))))
            (local.set $t (f64x2.mul (local.get $w) (v128.load (local.get $o))))
            (local.set $p (f64x2.sub (local.get $p) (local.get $t)))
            (local.set $p1 (f64x2.add (local.get $p1) (f64x2.abs (local.get $t))))
            (local.set $t (f64x2.mul (local.get $w) (v128.load offset=16 (local.get $o))))
            (local.set $q (f64x2.sub (local.get $q) (local.get $t)))
            (local.set $q1 (f64x2.add (local.get $q1) (f64x2.abs (local.get $t))))
            (local.set $t (f64x2.mul (local.get $w) (v128.load offset=32 (local.get $o))))
            (local.set $r (f64x2.sub (local.get $r) (local.get $t)))
            (local.set $r1 (f64x2.add (local.get $r1) (f64x2.abs (local.get $t))))
            (local.set $t (f64x2.mul (local.get $w) (v128.load offset=48 (local.get $o))))
            (local.set $s (f64x2.sub (local.get $s) (local.get $t)))
            (local.set $s1 (f64x2.add (local.get $s1) (f64x2.abs (local.get $t))))
            (local.set $v (i32.add (local.get $v) (i32.const 8)))
            (br_if $entry (i32.lt_s (local.tee $a (i32.add (local.get $a) (i32.const 4))) (local.get $end))))))
        (v128.store (local.get $rest) (local.get $p))
        (v128.store offset=16 (local.get $rest) (local.get $q))
        (v128.store offset=32 (local.get $rest) (local.get $r))
        (v128.store offset=48 (local.get $rest) (local.get $s))
        (v128.store (local.get $size) (local.get $p1))
        (v128.store offset=16 (local.get $size) (local.get $q1))
        (v128.store offset=32 (local.get $size) (local.get $r1))
        (v128.store offset=48 (local.get $size) (local.get $s1))
        (local.set $rest (i32.add (local.get $rest) (i32.const 64)))
        (local.set $size (i32.add (local.get $size) (i32.const 64)))
        (local.set $starts (i32.add (local.get $starts) (i32.const 4)))
        (br_if $row (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $rows)))))))

  ;; to[i] −= factor[0] · from[i] for `bytes` of float64, a multiple of 16.
  (func (export "take") (param $to i32) (param $from i32) (param $bytes i32) (param $factor i32)
    (local $w v128) (local $end i32)
    (local.set $w (v128.load64_splat (local.get $factor)))
    (local.set $end (i32.add (local.get $to) (local.get $bytes)))
    (if (i32.lt_s (local.get $to) (local.get $end)) (then
      (loop $next
        (v128.store (local.get $to) (f64x2.sub (v128.load (local.get $to)) (f64x2.mul (local.get $w) (v128.load (local.get $from)))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $next (i32.lt_s (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $end))))))))
