export { argmax } from './argmax.ts'
export type { AllMasked } from './internal/allMasked.ts'
export { binaryCalibrationError } from './binaryCalibrationError.ts'
export {
  binaryCrossEntropy,
  binaryCrossEntropyGradient,
  type BinaryCrossEntropyOptions,
} from './binaryCrossEntropy.ts'
export {
  binaryCrossEntropyGradientRows,
  binaryCrossEntropyRows,
  type BinaryCrossEntropyGradientRowsOptions,
  type BinaryCrossEntropyRowsOptions,
} from './binaryCrossEntropyRows.ts'
export { brierScore } from './brierScore.ts'
export {
  calibrationError,
  type CalibrationBin,
  type CalibrationErrorOptions,
} from './calibration.ts'
export { crossEntropy } from './crossEntropy.ts'
export { crossEntropyGradient } from './crossEntropyGradient.ts'
export { crossEntropyOfProbabilities } from './crossEntropyOfProbabilities.ts'
export {
  crossEntropyGradientRows,
  crossEntropyRows,
  type CrossEntropyGradientRowsOptions,
  type CrossEntropyRowsOptions,
} from './crossEntropyRows.ts'
export { emulatedLogSumExp, emulatedSoftmax, type EmulatedOptions } from './emulated.ts'
export { descend, type DescentOptions, type DescentProgress } from './descend.ts'
export { entmax, type EntmaxOptions } from './entmax.ts'
export { entmaxPullback } from './entmaxPullback.ts'
export { entmaxRows, type EntmaxRowsOptions } from './entmaxRows.ts'
export { entropy, entropyOfLogits } from './entropy.ts'
export { fitTemperature, type TemperatureFit } from './fitTemperature.ts'
export {
  entropyOfLogitsRows,
  entropyRows,
  type EntropyOfLogitsRowsOptions,
  type EntropyRowsOptions,
} from './entropyRows.ts'
export { exp } from './exp.ts'
export { floatLimits, roundTo, type FloatFormat, type FloatLimits } from './floatFormat.ts'
export {
  gumbel,
  gumbelMax,
  gumbelSoftmax,
  type GumbelOptions,
  type GumbelSoftmaxOptions,
} from './gumbel.ts'
export { hardmax, type HardmaxOptions } from './hardmax.ts'
export { hardmaxRows, type HardmaxRowsOptions } from './hardmaxRows.ts'
export { klDivergence, klDivergenceOfLogits } from './klDivergence.ts'
export { log } from './log.ts'
export { logAddExp } from './logAddExp.ts'
export { logCumSumExp } from './logCumSumExp.ts'
export { logSigmoid } from './logSigmoid.ts'
export { logSoftmax, type SoftmaxOptions } from './logSoftmax.ts'
export { logSoftmaxRows } from './logSoftmaxRows.ts'
export { logSumExp, type LogSumExpOptions } from './logSumExp.ts'
export { logSumExpRows, type LogSumExpRowsOptions } from './logSumExpRows.ts'
export {
  maximumEntropy,
  type MaximumEntropyCertificate,
  type MaximumEntropyResult,
} from './maximumEntropy.ts'
export { minP } from './minP.ts'
export { multinomial, type MultinomialOptions } from './multinomial.ts'
export { normalise } from './normalise.ts'
export {
  onlineAdd,
  onlineLogSumExp,
  onlineMerge,
  onlineSoftmax,
  onlineStart,
  type OnlineState,
} from './online.ts'
export { perplexity, sequencePerplexity } from './perplexity.ts'
export { predictClass, predictProbabilities } from './predict.ts'
export { randomSource, type RandomSource } from './randomSource.ts'
export type { FlatArray, RowOptions, RowShape } from './rows.ts'
export type { CrossEntropyRowsShape, Reduced, Reduction, RowTargets } from './rowTargets.ts'
export { sigmoid } from './sigmoid.ts'
export { signedLogSumExp, type SignedLogarithm } from './signedLogSumExp.ts'
export { smoothLabels } from './smoothLabels.ts'
export { softmax } from './softmax.ts'
export { softmaxBase } from './softmaxBase.ts'
export { logSumExpHessian, softmaxJacobian } from './softmaxJacobian.ts'
export { softmaxPullback, type SoftmaxPullbackOptions } from './softmaxPullback.ts'
export { softmaxRows, type SoftmaxRowsOptions } from './softmaxRows.ts'
export { softplus } from './softplus.ts'
export { sparsemax, type SparsemaxOptions } from './sparsemax.ts'
export { sparsemaxPullback } from './sparsemaxPullback.ts'
export { sparsemaxRows, type SparsemaxRowsOptions } from './sparsemaxRows.ts'
export { topK } from './topK.ts'
export { topP } from './topP.ts'
export {
  regressionScores,
  trainSoftmaxRegression,
  type SoftmaxRegressionOptions,
  type SoftmaxRegressionResult,
} from './softmaxRegression.ts'
export type { SoftmaxModel } from './softmaxModel.ts'
export type { LabelledExamples } from './regressionExamples.ts'
export type { Target } from './target.ts'
export type { Out, OutOption, Vector } from './vector.ts'
export { zlpr, zlprGradient } from './zlpr.ts'
