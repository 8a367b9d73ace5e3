;; Sums of standard normals, two paths at a time: the part of a Monte Carlo that takes the time.
;; Written by hand; tools/assemble-wasm.ts makes draw-bytes.ts of it and says how it is called.
;;
;; memory: 0      257 float64, the edges X of the ziggurat's 256 layers (Doornik 2005), the last one 0
;;         2112   the generator's state: four v128, in each the word of path 2p and of path 2p+1
;;         2176   the sums: for each pair of paths, for each factor, the two paths' values side by side
(module
  ;; What the first look does not decide (1.2 % of the draws): the tail and the wedges. Layer and place in it come in, a normal comes out.
  (import "tanheng" "unlikely" (func $unlikely (param i32 f64) (result f64)))
  (memory (export "memory") 16)
  (func (export "draw") (param $pairs i32) (param $factors i32) (param $steps i32)
    (local $out i32) (local $factor i32) (local $step i32) (local $i i32) (local $j i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $r v128) (local $t v128) (local $u v128) (local $x v128) (local $edge v128) (local $sum v128) (local $p v128) (local $q v128)
    (local.set $a (v128.load offset=2112 (i32.const 0)))
    (local.set $b (v128.load offset=2128 (i32.const 0)))
    (local.set $c (v128.load offset=2144 (i32.const 0)))
    (local.set $d (v128.load offset=2160 (i32.const 0)))
    (local.set $out (i32.const 2176))
    (loop $nextPair
      (local.set $factor (local.get $factors))
      (loop $nextFactor
        (local.set $sum (v128.const i64x2 0 0))
        (local.set $step (local.get $steps))
        (loop $nextStep
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
          (local.set $sum (f64x2.add (local.get $sum) (local.get $x)))
          (br_if $nextStep (local.tee $step (i32.sub (local.get $step) (i32.const 1)))))
        (v128.store (local.get $out) (local.get $sum))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br_if $nextFactor (local.tee $factor (i32.sub (local.get $factor) (i32.const 1)))))
      (br_if $nextPair (local.tee $pairs (i32.sub (local.get $pairs) (i32.const 1)))))))
