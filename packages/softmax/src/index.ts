export { argmax } from './argmax.ts'
export { binaryCrossEntropy, binaryCrossEntropyGradient } from './binaryCrossEntropy.ts'
export { calibrationError, type CalibrationBin } from './calibration.ts'
export { crossEntropy } from './crossEntropy.ts'
export { crossEntropyGradient } from './crossEntropyGradient.ts'
export { emulatedLogSumExp, emulatedSoftmax, type EmulatedOptions } from './emulated.ts'
export { descend, type DescentOptions, type DescentProgress } from './descend.ts'
export { entmax, type EntmaxOptions } from './entmax.ts'
export { entropy, entropyOfLogits } from './entropy.ts'
export { fitTemperature, type TemperatureFit } from './fitTemperature.ts'
export { floatLimits, roundTo, type FloatFormat, type FloatLimits } from './floatFormat.ts'
export {
  gumbel,
  gumbelMax,
  gumbelSoftmax,
  type GumbelOptions,
  type GumbelSoftmaxOptions,
} from './gumbel.ts'
export { hardmax, type HardmaxOptions } from './hardmax.ts'
export { klDivergence, klDivergenceOfLogits } from './klDivergence.ts'
export { logSigmoid } from './logSigmoid.ts'
export { logSoftmax, type SoftmaxOptions } from './logSoftmax.ts'
export { logSumExp, type LogSumExpOptions } from './logSumExp.ts'
export {
  maximumEntropy,
  type MaximumEntropyCertificate,
  type MaximumEntropyResult,
} from './maximumEntropy.ts'
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
export { randomSource, type RandomSource } from './randomSource.ts'
export { sigmoid } from './sigmoid.ts'
export { signedLogSumExp, type SignedLogarithm } from './signedLogSumExp.ts'
export { smoothLabels } from './smoothLabels.ts'
export { softmax } from './softmax.ts'
export { softmaxBase } from './softmaxBase.ts'
export { logSumExpHessian, softmaxJacobian } from './softmaxJacobian.ts'
export { softplus } from './softplus.ts'
export { sparsemax } from './sparsemax.ts'
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
