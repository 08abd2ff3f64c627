;; One layer of a network over many points, four of them per instruction, in place on NumPy's memory:
;; what it makes of them, and how its weights would have to change. build.py assembles this file;
;; kernel.js hands it to Python, and nnplay/kernel.py says who calls it.
;;
;; All matrices are float32 and lie by rows: x (inputs, columns), out (outputs, columns). A stride is
;; what lies between the starts of two rows, in bytes. The number of columns is a multiple of 8.
(module
  (import "python" "memory" (memory 1))

  ;; out = activation(weight.T @ x + bias). The weight of an input and an output lies at
  ;; weight + input * across + output * along. activation: 0 linear, 1 relu, 2 tanh, 3 sigmoid; other
  ;; than linear only where out has no gaps between its rows.
  (func (export "dense")
    (param $x i32) (param $x_stride i32)
    (param $weight i32) (param $across i32) (param $along i32) (param $bias i32)
    (param $out i32) (param $out_stride i32)
    (param $inputs i32) (param $outputs i32) (param $columns i32) (param $activation i32)
    (local $row i32) (local $start i32)
    (local.set $start (local.get $out))
    (block $four_done
      (loop $four
        (br_if $four_done
          (i32.gt_s (i32.add (local.get $row) (i32.const 4)) (local.get $outputs)))
        (call $four_rows
          (local.get $x) (local.get $x_stride)
          (local.get $weight) (local.get $across) (local.get $along) (local.get $bias)
          (local.get $out) (local.get $out_stride)
          (local.get $inputs) (local.get $columns))
        (local.set $weight
          (i32.add (local.get $weight) (i32.shl (local.get $along) (i32.const 2))))
        (local.set $bias (i32.add (local.get $bias) (i32.const 16)))
        (local.set $out (i32.add (local.get $out) (i32.shl (local.get $out_stride) (i32.const 2))))
        (local.set $row (i32.add (local.get $row) (i32.const 4)))
        (br $four)))
    (block $one_done
      (loop $one
        (br_if $one_done (i32.ge_s (local.get $row) (local.get $outputs)))
        (call $one_row
          (local.get $x) (local.get $x_stride)
          (local.get $weight) (local.get $across) (local.get $bias)
          (local.get $out)
          (local.get $inputs) (local.get $columns))
        (local.set $weight (i32.add (local.get $weight) (local.get $along)))
        (local.set $bias (i32.add (local.get $bias) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (local.get $out_stride)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $one)))
    (call $activate (local.get $activation) (local.get $start)
      (i32.mul (local.get $outputs) (local.get $columns))))

  ;; Four rows of out. The sums of 4 rows by 8 columns stay in registers.
  (func $four_rows
    (param $x i32) (param $x_stride i32)
    (param $weight i32) (param $across i32) (param $along i32) (param $bias i32)
    (param $out i32) (param $out_stride i32)
    (param $inputs i32) (param $columns i32)
    (local $j i32) (local $xj i32) (local $wj i32) (local $row i32)
    (local $twice i32) (local $thrice i32)
    (local $left v128) (local $right v128) (local $w v128)
    (local $a0 v128) (local $a1 v128) (local $b0 v128) (local $b1 v128)
    (local $c0 v128) (local $c1 v128) (local $d0 v128) (local $d1 v128)
    (local.set $twice (i32.add (local.get $along) (local.get $along)))
    (local.set $thrice (i32.add (local.get $along) (local.get $twice)))
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
        (local.set $w (v128.load32_splat (local.get $wj)))
        (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $w
          (v128.load32_splat (i32.add (local.get $wj) (local.get $along))))
        (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $w
          (v128.load32_splat (i32.add (local.get $wj) (local.get $twice))))
        (local.set $c0 (f32x4.add (local.get $c0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $c1 (f32x4.add (local.get $c1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $w
          (v128.load32_splat (i32.add (local.get $wj) (local.get $thrice))))
        (local.set $d0 (f32x4.add (local.get $d0) (f32x4.mul (local.get $w) (local.get $left))))
        (local.set $d1 (f32x4.add (local.get $d1) (f32x4.mul (local.get $w) (local.get $right))))
        (local.set $xj (i32.add (local.get $xj) (local.get $x_stride)))
        (local.set $wj (i32.add (local.get $wj) (local.get $across)))
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
    (param $x i32) (param $x_stride i32)
    (param $weight i32) (param $across i32) (param $bias i32)
    (param $out i32)
    (param $inputs i32) (param $columns i32)
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
        (local.set $wj (i32.add (local.get $wj) (local.get $across)))
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
    (f32x4.div (f32x4.mul (local.get $z) (local.get $p)) (local.get $q)))

  ;; ----- backwards -----

  ;; gradient (inputs, outputs) = x @ errors.T, with errors (outputs, columns) of the layer's logits.
  ;; A last row of ones in x makes the gradient of the bias the last row.
  (func (export "weight_gradient")
    (param $x i32) (param $x_stride i32) (param $errors i32) (param $errors_stride i32)
    (param $gradient i32)
    (param $inputs i32) (param $outputs i32) (param $columns i32)
    (local $row i32) (local $error i32)
    (loop $input
      (local.set $error (local.get $errors))
      (local.set $row (i32.const 0))
      (block $four_done
        (loop $four
          (br_if $four_done
            (i32.gt_s (i32.add (local.get $row) (i32.const 4)) (local.get $outputs)))
          (v128.store (local.get $gradient)
            (call $four_products
              (local.get $x) (local.get $error) (local.get $errors_stride) (local.get $columns)))
          (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
          (local.set $error
            (i32.add (local.get $error) (i32.shl (local.get $errors_stride) (i32.const 2))))
          (local.set $row (i32.add (local.get $row) (i32.const 4)))
          (br $four)))
      (block $one_done
        (loop $one
          (br_if $one_done (i32.ge_s (local.get $row) (local.get $outputs)))
          (f32.store (local.get $gradient)
            (call $product (local.get $x) (local.get $error) (local.get $columns)))
          (local.set $gradient (i32.add (local.get $gradient) (i32.const 4)))
          (local.set $error (i32.add (local.get $error) (local.get $errors_stride)))
          (local.set $row (i32.add (local.get $row) (i32.const 1)))
          (br $one)))
      (local.set $x (i32.add (local.get $x) (local.get $x_stride)))
      (br_if $input (local.tee $inputs (i32.sub (local.get $inputs) (i32.const 1))))))

  ;; The products of a row of x with four rows of errors.
  (func $four_products
    (param $x i32) (param $errors i32) (param $stride i32) (param $columns i32) (result v128)
    (local $twice i32) (local $thrice i32)
    (local $xc v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $twice (i32.add (local.get $stride) (local.get $stride)))
    (local.set $thrice (i32.add (local.get $stride) (local.get $twice)))
    (loop $column
      (local.set $xc (v128.load (local.get $x)))
      (local.set $a
        (f32x4.add (local.get $a)
          (f32x4.mul (local.get $xc) (v128.load (local.get $errors)))))
      (local.set $b
        (f32x4.add (local.get $b)
          (f32x4.mul (local.get $xc)
            (v128.load (i32.add (local.get $errors) (local.get $stride))))))
      (local.set $c
        (f32x4.add (local.get $c)
          (f32x4.mul (local.get $xc)
            (v128.load (i32.add (local.get $errors) (local.get $twice))))))
      (local.set $d
        (f32x4.add (local.get $d)
          (f32x4.mul (local.get $xc)
            (v128.load (i32.add (local.get $errors) (local.get $thrice))))))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (local.set $errors (i32.add (local.get $errors) (i32.const 16)))
      (br_if $column (local.tee $columns (i32.sub (local.get $columns) (i32.const 4)))))
    (local.set $a (call $folded (local.get $a) (local.get $b)))
    (local.set $c (call $folded (local.get $c) (local.get $d)))
    (f32x4.add
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $c))
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $c))))

  ;; (a0 + a2, b0 + b2, a1 + a3, b1 + b3)
  (func $folded (param $a v128) (param $b v128) (result v128)
    (f32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
        (local.get $a) (local.get $b))))

  ;; The product of two rows.
  (func $product (param $x i32) (param $error i32) (param $columns i32) (result f32)
    (local $sum v128)
    (loop $column
      (local.set $sum
        (f32x4.add (local.get $sum)
          (f32x4.mul (v128.load (local.get $x)) (v128.load (local.get $error)))))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (local.set $error (i32.add (local.get $error) (i32.const 16)))
      (br_if $column (local.tee $columns (i32.sub (local.get $columns) (i32.const 4)))))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 2 (local.get $sum)))
      (f32.add (f32x4.extract_lane 1 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum)))))

  ;; Multiplies `count` errors, a multiple of 4, by the derivative of an activation other than linear,
  ;; as its values tell it.
  (func (export "undo_activation")
    (param $values i32) (param $errors i32) (param $count i32) (param $activation i32)
    (loop $next
      (v128.store (local.get $errors)
        (call $pulled (local.get $activation)
          (v128.load (local.get $values)) (v128.load (local.get $errors))))
      (local.set $values (i32.add (local.get $values) (i32.const 16)))
      (local.set $errors (i32.add (local.get $errors) (i32.const 16)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 4))))))

  (func $pulled (param $activation i32) (param $a v128) (param $error v128) (result v128)
    (local $one v128)
    (if (i32.eq (local.get $activation) (i32.const 1))
      (then
        (return
          (v128.and (local.get $error)
            (f32x4.gt (local.get $a) (v128.const f32x4 0 0 0 0))))))
    (local.set $one (v128.const f32x4 1 1 1 1))
    (if (i32.eq (local.get $activation) (i32.const 2))
      (then ;; 1 - a²
        (return
          (f32x4.mul (local.get $error)
            (f32x4.sub (local.get $one) (f32x4.mul (local.get $a) (local.get $a)))))))
    (f32x4.mul (local.get $error) ;; a (1 - a)
      (f32x4.mul (local.get $a) (f32x4.sub (local.get $one) (local.get $a))))))
