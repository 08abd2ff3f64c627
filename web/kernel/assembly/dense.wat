;; One layer of a network over many points, four of them per instruction, in place on NumPy's memory.
;; build.py assembles this file; kernel.js hands it to Python, and nnplay/evaluation.py calls it.
;;
;; All matrices are float32 and lie by rows: x (inputs, columns), weight (inputs, outputs), out
;; (outputs, columns). A stride is what lies between the starts of two rows, in bytes. The number of
;; columns is a multiple of 8.
(module
  (import "python" "memory" (memory 1))

  ;; out = activation(weight.T @ x + bias). activation: 0 linear, 1 relu, 2 tanh, 3 sigmoid; other
  ;; than linear only where out has no gaps between its rows.
  (func (export "dense")
    (param $x i32) (param $x_stride i32) (param $weight i32) (param $bias i32)
    (param $out i32) (param $out_stride i32)
    (param $inputs i32) (param $outputs i32) (param $columns i32) (param $activation i32)
    (local $row i32) (local $start i32)
    (local.set $start (local.get $out))
    (block $four_done
      (loop $four
        (br_if $four_done
          (i32.gt_s (i32.add (local.get $row) (i32.const 4)) (local.get $outputs)))
        (call $four_rows
          (local.get $x) (local.get $x_stride) (local.get $weight) (local.get $bias)
          (local.get $out) (local.get $out_stride)
          (local.get $inputs) (local.get $outputs) (local.get $columns))
        (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
        (local.set $bias (i32.add (local.get $bias) (i32.const 16)))
        (local.set $out (i32.add (local.get $out) (i32.shl (local.get $out_stride) (i32.const 2))))
        (local.set $row (i32.add (local.get $row) (i32.const 4)))
        (br $four)))
    (block $one_done
      (loop $one
        (br_if $one_done (i32.ge_s (local.get $row) (local.get $outputs)))
        (call $one_row
          (local.get $x) (local.get $x_stride) (local.get $weight) (local.get $bias)
          (local.get $out)
          (local.get $inputs) (local.get $outputs) (local.get $columns))
        (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
        (local.set $bias (i32.add (local.get $bias) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (local.get $out_stride)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $one)))
    (call $activate (local.get $activation) (local.get $start)
      (i32.mul (local.get $outputs) (local.get $columns))))

  ;; Four rows of out. The sums of 4 rows by 8 columns stay in registers.
  (func $four_rows
    (param $x i32) (param $x_stride i32) (param $weight i32) (param $bias i32)
    (param $out i32) (param $out_stride i32)
    (param $inputs i32) (param $outputs i32) (param $columns i32)
    (local $j i32) (local $xj i32) (local $wj i32) (local $row i32)
    (local $left v128) (local $right v128) (local $w v128)
    (local $a0 v128) (local $a1 v128) (local $b0 v128) (local $b1 v128)
    (local $c0 v128) (local $c1 v128) (local $d0 v128) (local $d1 v128)
    (loop $column
      (local.set $a1 (local.tee $a0 (v128.load32_splat offset=0 (local.get $bias))))
      (local.set $b1 (local.tee $b0 (v128.load32_splat offset=4 (local.get $bias))))
      (local.set $c1 (local.tee $c0 (v128.load32_splat offset=8 (local.get $bias))))
      (local.set $d1 (local.tee $d0 (v128.load32_splat offset=12 (local.get $bias))))
      (local.set $xj (local.get $x))
      (local.set $wj (local.get $weight))
      (local.set $j (local.get $inputs))
      (loop $input
        (local.set $left (v128.load offset=0 (local.get $xj)))
        (local.set $right (v128.load offset=16 (local.get $xj)))
        (local.set $w (v128.load32_splat offset=0 (local.get $wj)))
        (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $w (v128.load32_splat offset=4 (local.get $wj)))
        (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $w (v128.load32_splat offset=8 (local.get $wj)))
        (local.set $c0 (f32x4.add (local.get $c0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $c1 (f32x4.add (local.get $c1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $w (v128.load32_splat offset=12 (local.get $wj)))
        (local.set $d0 (f32x4.add (local.get $d0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $d1 (f32x4.add (local.get $d1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $xj (i32.add (local.get $xj) (local.get $x_stride)))
        (local.set $wj (i32.add (local.get $wj) (i32.shl (local.get $outputs) (i32.const 2))))
        (br_if $input (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
      (v128.store offset=0 (local.get $out) (local.get $a0))
      (v128.store offset=16 (local.get $out) (local.get $a1))
      (local.set $row (i32.add (local.get $out) (local.get $out_stride)))
      (v128.store offset=0 (local.get $row) (local.get $b0))
      (v128.store offset=16 (local.get $row) (local.get $b1))
      (local.set $row (i32.add (local.get $row) (local.get $out_stride)))
      (v128.store offset=0 (local.get $row) (local.get $c0))
      (v128.store offset=16 (local.get $row) (local.get $c1))
      (local.set $row (i32.add (local.get $row) (local.get $out_stride)))
      (v128.store offset=0 (local.get $row) (local.get $d0))
      (v128.store offset=16 (local.get $row) (local.get $d1))
      (local.set $x (i32.add (local.get $x) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $column (local.tee $columns (i32.sub (local.get $columns) (i32.const 8))))))

  ;; One row of out, for the last ones.
  (func $one_row
    (param $x i32) (param $x_stride i32) (param $weight i32) (param $bias i32)
    (param $out i32)
    (param $inputs i32) (param $outputs i32) (param $columns i32)
    (local $j i32) (local $xj i32) (local $wj i32)
    (local $w v128) (local $left v128) (local $right v128)
    (loop $column
      (local.set $right (local.tee $left (v128.load32_splat (local.get $bias))))
      (local.set $xj (local.get $x))
      (local.set $wj (local.get $weight))
      (local.set $j (local.get $inputs))
      (loop $input
        (local.set $w (v128.load32_splat (local.get $wj)))
        (local.set $left
          (f32x4.add (local.get $left) (f32x4.mul (local.get $w) (v128.load (local.get $xj)))))
        (local.set $right
          (f32x4.add (local.get $right)
            (f32x4.mul (local.get $w) (v128.load offset=16 (local.get $xj)))))
        (local.set $xj (i32.add (local.get $xj) (local.get $x_stride)))
        (local.set $wj (i32.add (local.get $wj) (i32.shl (local.get $outputs) (i32.const 2))))
        (br_if $input (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
      (v128.store offset=0 (local.get $out) (local.get $left))
      (v128.store offset=16 (local.get $out) (local.get $right))
      (local.set $x (i32.add (local.get $x) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $column (local.tee $columns (i32.sub (local.get $columns) (i32.const 8))))))

  ;; Applies an activation to `count` numbers from `at` on, a multiple of 4.
  (func $activate (param $activation i32) (param $at i32) (param $count i32)
    (if (i32.eqz (local.get $activation)) (then (return)))
    (loop $next
      (v128.store (local.get $at)
        (call $activated (local.get $activation) (v128.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 4))))))

  ;; pmin and pmax keep a NaN that is their first operand.
  (func $activated (param $activation i32) (param $z v128) (result v128)
    (local $half v128)
    (if (i32.eq (local.get $activation) (i32.const 1))
      (then (return (f32x4.pmax (local.get $z) (v128.const f32x4 0 0 0 0)))))
    (if (i32.eq (local.get $activation) (i32.const 2))
      (then (return (call $tanh (local.get $z)))))
    (local.set $half (v128.const f32x4 0.5 0.5 0.5 0.5)) ;; sigmoid(z) = (1 + tanh(z / 2)) / 2
    (f32x4.add (local.get $half)
      (f32x4.mul (local.get $half) (call $tanh (f32x4.mul (local.get $half) (local.get $z))))))

  ;; z P(z²) / Q(z²), where tanh is 1 to the last bit beyond: the approximation of Eigen's ptanh.
  (func $tanh (param $z v128) (result v128)
    (local $s v128) (local $p v128) (local $q v128)
    (local.set $z
      (f32x4.pmax
        (f32x4.pmin (local.get $z) (f32x4.splat (f32.const 7.90531110763549805)))
        (f32x4.splat (f32.const -7.90531110763549805))))
    (local.set $s (f32x4.mul (local.get $z) (local.get $z)))
    (local.set $p (f32x4.splat (f32.const -2.76076847742355e-16)))
    (local.set $p
      (f32x4.add (f32x4.mul (local.get $p) (local.get $s)) (f32x4.splat (f32.const 2.00018790482477e-13))))
    (local.set $p
      (f32x4.add (f32x4.mul (local.get $p) (local.get $s)) (f32x4.splat (f32.const -8.60467152213735e-11))))
    (local.set $p
      (f32x4.add (f32x4.mul (local.get $p) (local.get $s)) (f32x4.splat (f32.const 5.12229709037114e-08))))
    (local.set $p
      (f32x4.add (f32x4.mul (local.get $p) (local.get $s)) (f32x4.splat (f32.const 1.48572235717979e-05))))
    (local.set $p
      (f32x4.add (f32x4.mul (local.get $p) (local.get $s)) (f32x4.splat (f32.const 6.37261928875436e-04))))
    (local.set $p
      (f32x4.add (f32x4.mul (local.get $p) (local.get $s)) (f32x4.splat (f32.const 4.89352455891786e-03))))
    (local.set $q (f32x4.splat (f32.const 1.19825839466702e-06)))
    (local.set $q
      (f32x4.add (f32x4.mul (local.get $q) (local.get $s)) (f32x4.splat (f32.const 1.18534705686654e-04))))
    (local.set $q
      (f32x4.add (f32x4.mul (local.get $q) (local.get $s)) (f32x4.splat (f32.const 2.26843463243900e-03))))
    (local.set $q
      (f32x4.add (f32x4.mul (local.get $q) (local.get $s)) (f32x4.splat (f32.const 4.89352518554385e-03))))
    (f32x4.div (f32x4.mul (local.get $z) (local.get $p)) (local.get $q))))
