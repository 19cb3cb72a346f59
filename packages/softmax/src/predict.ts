import { argmax } from './argmax.ts'
import { regressionScores } from './softmaxRegression.ts'
import { softmax } from './softmax.ts'
import type { SoftmaxModel } from './softmaxModel.ts'
import type { Out, OutOption, Vector } from './vector.ts'

/**
 * The probabilities that a trained model gives to the classes of one input: for using what trainSoftmaxRegression has learned.
 * @formula p_k = \frac{e^{w_k^{\top} x + b_k}}{\sum_{j=1}^{C} e^{w_j^{\top} x + b_j}}
 * @param model `weights` and `biases`
 * @param input D numbers
 * @param options `out`
 * @returns C probabilities that sum to 1
 * @throws RangeError when the input has another length than the model's rows, or `out` another than there are classes
 * @throws TypeError when an entry of the input is not a number
 * @source [Bridle 1990](https://doi.org/10.1007/978-3-642-76153-9_28)
 * @accuracy 0.52 ulp for the scores as rounded
 * @example predictProbabilities({ weights: [[1], [-1]], biases: [0, 0] }, [0]) // [0.5, 0.5]
 */
export function predictProbabilities<O extends Out = number[]>(
  model: SoftmaxModel,
  input: Vector,
  options?: OutOption<O>,
): NoInfer<O> {
  return softmax(regressionScores(model, input), options)
}

/**
 * The class that a trained model gives one input: for counting how many test examples it recognises.
 * @formula k = \operatorname*{argmax}_k \; w_k^{\top} x + b_k
 * @param model `weights` and `biases`
 * @param input D numbers
 * @returns a class index, the first of equals
 * @throws RangeError when the input has another length than the model's rows
 * @throws TypeError when an entry of the input is not a number
 * @source [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 7.1.1
 * @accuracy exact for the scores as rounded
 * @example predictClass({ weights: [[1], [-1]], biases: [0, 0] }, [-2]) // 1
 */
export function predictClass(model: SoftmaxModel, input: Vector): number {
  return argmax(regressionScores(model, input))
}
