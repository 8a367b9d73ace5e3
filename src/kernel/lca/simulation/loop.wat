;; What a Monte Carlo of a product system spends its time on, two iterations at a time: one in each half of a v128.
;; Written by hand; tools/assemble-wasm.ts makes loop-bytes.ts of it and says how it is called.
;;
;; memory: 0      257 float64, the edges X of the ziggurat's 256 layers (Doornik 2005), the last one 0
;;         2112   the generator's state: four v128, in each the word of either iteration
;;         2176   what loop.ts places there
(module
  ;; What the first look does not decide (1.2 % of the draws): the tail and the wedges. Layer and place in it come in, a normal comes out.
  (import "tanheng" "unlikely" (func $unlikely (param i32 f64) (result f64)))
  (memory (export "memory") 1)

  ;; out[k] = base[k] * exp(sigma[k] * z) for `count` > 0 entries: base and sigma are float64, out is v128.
  (func (export "sample") (param $out i32) (param $base i32) (param $sigma i32) (param $count i32)
    (local $i i32) (local $j i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $r v128) (local $t v128) (local $u v128) (local $x v128) (local $edge v128) (local $p v128) (local $q v128) (local $m v128)
    (local.set $a (v128.load offset=2112 (i32.const 0)))
    (local.set $b (v128.load offset=2128 (i32.const 0)))
    (local.set $c (v128.load offset=2144 (i32.const 0)))
    (local.set $d (v128.load offset=2160 (i32.const 0)))
    (loop $next
      ;; xoshiro256++ (Blackman, Vigna 2019), one generator in each half.
      (local.set $r (i64x2.add (local.get $a) (local.get $d)))
      (local.set $r (i64x2.add (local.get $a)
        (v128.or (i64x2.shl (local.get $r) (i32.const 23)) (i64x2.shr_u (local.get $r) (i32.const 41)))))
      (local.set $t (i64x2.shl (local.get $b) (i32.const 17)))
      (local.set $c (v128.xor (local.get $c) (local.get $a)))
      (local.set $d (v128.xor (local.get $d) (local.get $b)))
      (local.set $b (v128.xor (local.get $b) (local.get $c)))
      (local.set $a (v128.xor (local.get $a) (local.get $d)))
      (local.set $c (v128.xor (local.get $c) (local.get $t)))
      (local.set $d (v128.or (i64x2.shl (local.get $d) (i32.const 45)) (i64x2.shr_u (local.get $d) (i32.const 19))))
      ;; The upper 52 bits as the fraction of a number from 2 to 4, less 3: even over [-1, 1). The lower 8 bits choose the layer.
      (local.set $u (f64x2.sub
        (v128.or (i64x2.shr_u (local.get $r) (i32.const 12)) (v128.const i64x2 0x4000000000000000 0x4000000000000000))
        (v128.const i64x2 0x4008000000000000 0x4008000000000000)))
      (local.set $i (i32.and (i32x4.extract_lane 0 (local.get $r)) (i32.const 255)))
      (local.set $j (i32.and (i32x4.extract_lane 2 (local.get $r)) (i32.const 255)))
      ;; One load brings a layer's outer edge and the next one's.
      (local.set $p (v128.load (i32.shl (local.get $i) (i32.const 3))))
      (local.set $q (v128.load (i32.shl (local.get $j) (i32.const 3))))
      (local.set $x (f64x2.mul (local.get $u)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $p) (local.get $q))))
      (local.set $edge (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $p) (local.get $q)))
      (if (i32.eqz (i64x2.all_true (f64x2.lt (f64x2.abs (local.get $x)) (local.get $edge))))
        (then
          (if (i32.eqz (f64.lt (f64.abs (f64x2.extract_lane 0 (local.get $x))) (f64x2.extract_lane 0 (local.get $edge))))
            (then (local.set $x (f64x2.replace_lane 0 (local.get $x)
              (call $unlikely (local.get $i) (f64x2.extract_lane 0 (local.get $u)))))))
          (if (i32.eqz (f64.lt (f64.abs (f64x2.extract_lane 1 (local.get $x))) (f64x2.extract_lane 1 (local.get $edge))))
            (then (local.set $x (f64x2.replace_lane 1 (local.get $x)
              (call $unlikely (local.get $j) (f64x2.extract_lane 1 (local.get $u)))))))))
      ;; exp(x): x = k ln 2 + rest; the rest by its series to the eleventh power, 2^k by adding k to the exponent.
      (local.set $x (f64x2.mul (v128.load64_splat (local.get $sigma)) (local.get $x)))
      (local.set $m (f64x2.add (f64x2.mul (local.get $x) (v128.const i64x2 0x3ff71547652b82fe 0x3ff71547652b82fe)) (v128.const i64x2 0x4338000000000000 0x4338000000000000)))
      (local.set $t (f64x2.sub (local.get $m) (v128.const i64x2 0x4338000000000000 0x4338000000000000)))
      (local.set $x (f64x2.sub (f64x2.sub (local.get $x) (f64x2.mul (local.get $t) (v128.const i64x2 0x3fe62e42fee00000 0x3fe62e42fee00000))) (f64x2.mul (local.get $t) (v128.const i64x2 0x3dea39ef35793c76 0x3dea39ef35793c76))))
      (local.set $p (v128.const i64x2 0x3e5ae64567f544e4 0x3e5ae64567f544e4))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3e927e4fb7789f5c 0x3e927e4fb7789f5c)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3ec71de3a556c734 0x3ec71de3a556c734)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3efa01a01a01a01a 0x3efa01a01a01a01a)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3f2a01a01a01a01a 0x3f2a01a01a01a01a)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3f56c16c16c16c17 0x3f56c16c16c16c17)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3f81111111111111 0x3f81111111111111)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3fa5555555555555 0x3fa5555555555555)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3fc5555555555555 0x3fc5555555555555)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3fe0000000000000 0x3fe0000000000000)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000)))
      (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $x)) (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000)))
      (v128.store (local.get $out)
        (f64x2.mul (v128.load64_splat (local.get $base)) (i64x2.add (local.get $p) (i64x2.shl (local.get $m) (i32.const 52)))))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (local.set $base (i32.add (local.get $base) (i32.const 8)))
      (local.set $sigma (i32.add (local.get $sigma) (i32.const 8)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (v128.store offset=2112 (i32.const 0) (local.get $a))
    (v128.store offset=2128 (i32.const 0) (local.get $b))
    (v128.store offset=2144 (i32.const 0) (local.get $c))
    (v128.store offset=2160 (i32.const 0) (local.get $d)))

  ;; Rows first … last − 1, in order: out[p] = in[p] − Σ values[k] · x[at[k]] over k from starts[p] to before ends[p]. values, x, in, out are v128; at holds
  ;; places in bytes; in = 0 means zeros.
  (func (export "sweep") (param $first i32) (param $last i32) (param $starts i32) (param $ends i32) (param $at i32) (param $values i32)
    (param $x i32) (param $in i32) (param $out i32)
    (local $a i32) (local $v i32) (local $end i32) (local $s v128) (local $t v128)
    (if (i32.lt_s (local.get $first) (local.get $last)) (then
      (loop $row
        (local.set $a (i32.load (i32.add (local.get $starts) (i32.shl (local.get $first) (i32.const 2)))))
        (local.set $v (i32.add (local.get $values) (i32.shl (local.get $a) (i32.const 4))))
        (local.set $a (i32.add (local.get $at) (i32.shl (local.get $a) (i32.const 2))))
        (local.set $end (i32.add (local.get $at)
          (i32.shl (i32.load (i32.add (local.get $ends) (i32.shl (local.get $first) (i32.const 2)))) (i32.const 2))))
        (local.set $s (v128.const i64x2 0 0))
        (local.set $t (v128.const i64x2 0 0))
        (if (local.get $in) (then
          (local.set $s (v128.load (i32.add (local.get $in) (i32.shl (local.get $first) (i32.const 4)))))))
        (if (i32.lt_s (i32.add (local.get $a) (i32.const 4)) (local.get $end)) (then
          (loop $two
            (local.set $s (f64x2.sub (local.get $s)
              (f64x2.mul (v128.load (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load (local.get $a)))))))
            (local.set $t (f64x2.sub (local.get $t)
              (f64x2.mul (v128.load offset=16 (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load offset=4 (local.get $a)))))))
            (local.set $v (i32.add (local.get $v) (i32.const 32)))
            (local.set $a (i32.add (local.get $a) (i32.const 8)))
            (br_if $two (i32.lt_s (i32.add (local.get $a) (i32.const 4)) (local.get $end))))))
        (if (i32.lt_s (local.get $a) (local.get $end)) (then
          (local.set $s (f64x2.sub (local.get $s)
            (f64x2.mul (v128.load (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load (local.get $a)))))))))
        (v128.store (i32.add (local.get $out) (i32.shl (local.get $first) (i32.const 4))) (f64x2.add (local.get $s) (local.get $t)))
        (local.set $first (i32.add (local.get $first) (i32.const 1)))
        (br_if $row (i32.lt_s (local.get $first) (local.get $last)))))))

  ;; What is left of rows 0 … rows − 1: out[p] = in[p] − x[p] − Σ values[k] · x[at[k]], and sum[0] = Σ (weights[p] · out[p])². All but the places are v128.
  (func (export "left") (param $rows i32) (param $starts i32) (param $at i32) (param $values i32) (param $x i32) (param $in i32)
    (param $weights i32) (param $out i32) (param $sum i32)
    (local $i i32) (local $k i32) (local $a i32) (local $v i32) (local $end i32) (local $s v128) (local $t v128) (local $all v128)
    (local.set $all (v128.const i64x2 0 0))
    (if (i32.lt_s (local.get $i) (local.get $rows)) (then
      (loop $row
        (local.set $k (i32.shl (local.get $i) (i32.const 4)))
        (local.set $a (i32.load (local.get $starts)))
        (local.set $v (i32.add (local.get $values) (i32.shl (local.get $a) (i32.const 4))))
        (local.set $a (i32.add (local.get $at) (i32.shl (local.get $a) (i32.const 2))))
        (local.set $end (i32.add (local.get $at) (i32.shl (i32.load offset=4 (local.get $starts)) (i32.const 2))))
        (local.set $s (f64x2.sub (v128.load (i32.add (local.get $in) (local.get $k))) (v128.load (i32.add (local.get $x) (local.get $k)))))
        (local.set $t (v128.const i64x2 0 0))
        (if (i32.lt_s (i32.add (local.get $a) (i32.const 4)) (local.get $end)) (then
          (loop $two
            (local.set $s (f64x2.sub (local.get $s)
              (f64x2.mul (v128.load (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load (local.get $a)))))))
            (local.set $t (f64x2.sub (local.get $t)
              (f64x2.mul (v128.load offset=16 (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load offset=4 (local.get $a)))))))
            (local.set $v (i32.add (local.get $v) (i32.const 32)))
            (local.set $a (i32.add (local.get $a) (i32.const 8)))
            (br_if $two (i32.lt_s (i32.add (local.get $a) (i32.const 4)) (local.get $end))))))
        (if (i32.lt_s (local.get $a) (local.get $end)) (then
          (local.set $s (f64x2.sub (local.get $s)
            (f64x2.mul (v128.load (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load (local.get $a)))))))))
        (local.set $s (f64x2.add (local.get $s) (local.get $t)))
        (v128.store (i32.add (local.get $out) (local.get $k)) (local.get $s))
        (local.set $s (f64x2.mul (local.get $s) (v128.load (i32.add (local.get $weights) (local.get $k)))))
        (local.set $all (f64x2.add (local.get $all) (f64x2.mul (local.get $s) (local.get $s))))
        (local.set $starts (i32.add (local.get $starts) (i32.const 4)))
        (br_if $row (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $rows))))))
    (v128.store (local.get $sum) (local.get $all)))

  ;; The same with one float64 for both halves, and the sum itself: out[p] = Σ values[k] · x[at[k]].
  (func (export "gather") (param $first i32) (param $last i32) (param $starts i32) (param $at i32) (param $values i32) (param $x i32) (param $out i32)
    (local $a i32) (local $v i32) (local $end i32) (local $s v128) (local $t v128)
    (if (i32.lt_s (local.get $first) (local.get $last)) (then
      (loop $row
        (local.set $a (i32.load (i32.add (local.get $starts) (i32.shl (local.get $first) (i32.const 2)))))
        (local.set $v (i32.add (local.get $values) (i32.shl (local.get $a) (i32.const 3))))
        (local.set $a (i32.add (local.get $at) (i32.shl (local.get $a) (i32.const 2))))
        (local.set $end (i32.add (local.get $at)
          (i32.shl (i32.load offset=4 (i32.add (local.get $starts) (i32.shl (local.get $first) (i32.const 2)))) (i32.const 2))))
        (local.set $s (v128.const i64x2 0 0))
        (local.set $t (v128.const i64x2 0 0))
        (if (i32.lt_s (i32.add (local.get $a) (i32.const 4)) (local.get $end)) (then
          (loop $two
            (local.set $s (f64x2.add (local.get $s)
              (f64x2.mul (v128.load64_splat (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load (local.get $a)))))))
            (local.set $t (f64x2.add (local.get $t)
              (f64x2.mul (v128.load64_splat offset=8 (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load offset=4 (local.get $a)))))))
            (local.set $v (i32.add (local.get $v) (i32.const 16)))
            (local.set $a (i32.add (local.get $a) (i32.const 8)))
            (br_if $two (i32.lt_s (i32.add (local.get $a) (i32.const 4)) (local.get $end))))))
        (if (i32.lt_s (local.get $a) (local.get $end)) (then
          (local.set $s (f64x2.add (local.get $s)
            (f64x2.mul (v128.load64_splat (local.get $v)) (v128.load (i32.add (local.get $x) (i32.load (local.get $a)))))))))
        (v128.store (i32.add (local.get $out) (i32.shl (local.get $first) (i32.const 4))) (f64x2.add (local.get $s) (local.get $t)))
        (local.set $first (i32.add (local.get $first) (i32.const 1)))
        (br_if $row (i32.lt_s (local.get $first) (local.get $last)))))))

  ;; y = M · x, four rows at once: M is float64 by rows of `width` bytes, its number of rows a multiple of four up to `end` (the address after the last).
  (func (export "apply") (param $m i32) (param $end i32) (param $width i32) (param $x i32) (param $y i32)
    (local $one i32) (local $two i32) (local $three i32) (local $four i32) (local $at i32) (local $rest i32)
    (local $p v128) (local $q v128) (local $r v128) (local $s v128) (local $v v128)
    (loop $rows
      (local.set $one (local.get $m))
      (local.set $two (i32.add (local.get $one) (local.get $width)))
      (local.set $three (i32.add (local.get $two) (local.get $width)))
      (local.set $four (i32.add (local.get $three) (local.get $width)))
      (local.set $p (v128.const i64x2 0 0))
      (local.set $q (v128.const i64x2 0 0))
      (local.set $r (v128.const i64x2 0 0))
      (local.set $s (v128.const i64x2 0 0))
      (local.set $at (local.get $x))
      (local.set $rest (local.get $width))
      (loop $columns
        (local.set $v (v128.load (local.get $at)))
        (local.set $p (f64x2.add (local.get $p) (f64x2.mul (v128.load64_splat (local.get $one)) (local.get $v))))
        (local.set $q (f64x2.add (local.get $q) (f64x2.mul (v128.load64_splat (local.get $two)) (local.get $v))))
        (local.set $r (f64x2.add (local.get $r) (f64x2.mul (v128.load64_splat (local.get $three)) (local.get $v))))
        (local.set $s (f64x2.add (local.get $s) (f64x2.mul (v128.load64_splat (local.get $four)) (local.get $v))))
        (local.set $one (i32.add (local.get $one) (i32.const 8)))
        (local.set $two (i32.add (local.get $two) (i32.const 8)))
        (local.set $three (i32.add (local.get $three) (i32.const 8)))
        (local.set $four (i32.add (local.get $four) (i32.const 8)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $columns (local.tee $rest (i32.sub (local.get $rest) (i32.const 8)))))
      (v128.store (local.get $y) (local.get $p))
      (v128.store offset=16 (local.get $y) (local.get $q))
      (v128.store offset=32 (local.get $y) (local.get $r))
      (v128.store offset=48 (local.get $y) (local.get $s))
      (local.set $y (i32.add (local.get $y) (i32.const 64)))
      (local.set $m (local.get $four))
      (br_if $rows (i32.lt_s (local.get $m) (local.get $end)))))

  ;; `bytes` > 0 of pairs. out = Σ v · w, in order.
  (func (export "dot") (param $v i32) (param $w i32) (param $bytes i32) (param $out i32)
    (local $end i32) (local $s v128)
    (local.set $end (i32.add (local.get $v) (local.get $bytes)))
    (loop $next
      (local.set $s (f64x2.add (local.get $s) (f64x2.mul (v128.load (local.get $v)) (v128.load (local.get $w)))))
      (local.set $w (i32.add (local.get $w) (i32.const 16)))
      (br_if $next (i32.lt_s (local.tee $v (i32.add (local.get $v) (i32.const 16))) (local.get $end))))
    (v128.store (local.get $out) (local.get $s)))

  ;; to += factor · from.
  (func (export "add") (param $to i32) (param $from i32) (param $bytes i32) (param $factor i32)
    (local $end i32) (local $f v128)
    (local.set $f (v128.load (local.get $factor)))
    (local.set $end (i32.add (local.get $to) (local.get $bytes)))
    (loop $next
      (v128.store (local.get $to) (f64x2.add (v128.load (local.get $to)) (f64x2.mul (local.get $f) (v128.load (local.get $from)))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $next (i32.lt_s (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $end)))))

  ;; Takes from w its parts along `count` > 0 vectors, each `stride` behind the one before (modified Gram–Schmidt), and keeps the parts in h.
  (func (export "orthogonalise") (param $w i32) (param $v i32) (param $stride i32) (param $count i32) (param $bytes i32) (param $h i32)
    (local $a i32) (local $b i32) (local $end i32) (local $s v128)
    (local.set $end (i32.add (local.get $w) (local.get $bytes)))
    (loop $vector
      (local.set $a (local.get $w))
      (local.set $b (local.get $v))
      (local.set $s (v128.const i64x2 0 0))
      (loop $part
        (local.set $s (f64x2.add (local.get $s) (f64x2.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))
        (local.set $b (i32.add (local.get $b) (i32.const 16)))
        (br_if $part (i32.lt_s (local.tee $a (i32.add (local.get $a) (i32.const 16))) (local.get $end))))
      (v128.store (local.get $h) (local.get $s))
      (local.set $a (local.get $w))
      (local.set $b (local.get $v))
      (loop $take
        (v128.store (local.get $a) (f64x2.sub (v128.load (local.get $a)) (f64x2.mul (local.get $s) (v128.load (local.get $b)))))
        (local.set $b (i32.add (local.get $b) (i32.const 16)))
        (br_if $take (i32.lt_s (local.tee $a (i32.add (local.get $a) (i32.const 16))) (local.get $end))))
      (local.set $h (i32.add (local.get $h) (i32.const 16)))
      (local.set $v (i32.add (local.get $v) (local.get $stride)))
      (br_if $vector (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
