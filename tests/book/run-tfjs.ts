import * as tf from '@tensorflow/tfjs'

const logits = [1, 0.5, -2]
/** Labels that sum to 1, to 2 and to 0. */
const labellings = [
  [1, 0, 0],
  [0.5, 0.5, 0],
  [1, 1, 0],
  [0, 0, 0],
]

/** The loss of one example, in the ways in which TensorFlow.js users write it. */
const losses: Record<string, (labels: tf.Tensor, logits: tf.Tensor) => tf.Tensor> = {
  'tf.losses.softmaxCrossEntropy': (y, z) => tf.losses.softmaxCrossEntropy(y, z),
  'tf.metrics.categoricalCrossentropy of tf.softmax': (y, z) =>
    tf.metrics.categoricalCrossentropy(y, tf.softmax(z as tf.Tensor2D)),
  'minus the sum of labels × tf.logSoftmax': (y, z) => tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(z)))),
}

/**
 * Runs TensorFlow.js on the same logits with several labels.
 * @returns the gradients that it returns, as lines of comma separated values
 */
export async function runTfjs(): Promise<string> {
  await tf.setBackend('cpu')
  const rows = Object.entries(losses).flatMap(([name, loss]) =>
    labellings.map((labels) => [
      name,
      join(logits),
      join(labels),
      join(differentiate(loss, labels)),
    ]),
  )
  const head = ['version', 'function', 'logits', 'labels', 'gradient']
  const lines = rows.map((row) => [tf.version.tfjs, ...row].join(','))
  return [head.join(','), ...lines, ''].join('\n')
}

function differentiate(loss: (typeof losses)[string], labels: readonly number[]): number[] {
  const y = tf.tensor2d([[...labels]])
  const gradient = tf.grad((z: tf.Tensor) => loss(y, z).sum())(tf.tensor2d([logits]))
  return [...gradient.dataSync()]
}

/** Six decimals are what single precision holds for certain. */
const join = (numbers: readonly number[]): string =>
  numbers.map((it) => String(Number(it.toFixed(6)))).join(' ')
