import {
  parseDerivation,
  parseModel,
  type Derivation,
  type DerivationSpec,
  type Model,
} from '../src/index.ts'

const { raw } = String

/** A sample of models and derivations, as TeX, wider than the chapters that there are. */
type Chapter = {
  readonly model: {
    readonly spec: Parameters<typeof parseModel>[0]
    readonly definitions: readonly string[]
  }
  readonly derivations: Readonly<Record<string, Omit<DerivationSpec, 'model'>>>
}

const CLASSES = { sizes: { C: [2, 6] as const }, index: { C: 'i j k' } }

export const CROSS_ENTROPY: Chapter = {
  model: {
    spec: { ...CLASSES, free: { z: 'vector', y: 'onehot' } },
    definitions: [
      raw`\sigma_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}`,
      raw`L = - \sum_{k=1}^{C} y_k \log \sigma_k`,
    ],
  },
  derivations: {
    'every path from z_i to L': {
      each: 'i',
      tex: raw`\begin{aligned}
\frac{\partial L}{\partial z_i}
&= \frac{\partial L}{\partial \sigma_1} \frac{\partial \sigma_1}{\partial z_i} + \frac{\partial L}{\partial \sigma_2} \frac{\partial \sigma_2}{\partial z_i} + \cdots + \frac{\partial L}{\partial \sigma_C} \frac{\partial \sigma_C}{\partial z_i} \\
&= \sum_{k=1}^{C} \frac{\partial L}{\partial \sigma_k} \frac{\partial \sigma_k}{\partial z_i}
\end{aligned}`,
    },
    'the loss by a probability': {
      each: 'k',
      tex: raw`\frac{\partial L}{\partial \sigma_k} = - \frac{y_k}{\sigma_k}`,
    },
    'another probability by a score': {
      each: 'i k',
      where: raw`k \ne i`,
      tex: raw`\begin{aligned}
\frac{\partial \sigma_k}{\partial z_i}
&= \frac{- e^{z_k} e^{z_i}}{(\sum_{j=1}^{C} e^{z_j})^2} \\
&= - \frac{e^{z_k}}{\sum_{j=1}^{C} e^{z_j}} \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}} \\
&= - \sigma_k \sigma_i
\end{aligned}`,
    },
    'its own probability by a score': {
      each: 'i k',
      where: 'k = i',
      tex: raw`\begin{aligned}
\frac{\partial \sigma_k}{\partial z_i}
&= \frac{e^{z_i} (\sum_{j=1}^{C} e^{z_j}) - e^{z_i} e^{z_i}}{(\sum_{j=1}^{C} e^{z_j})^2} \\
&= \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}} - \frac{e^{z_i} e^{z_i}}{(\sum_{j=1}^{C} e^{z_j})^2} \\
&= \sigma_i - \sigma_i^2 \\
&= \sigma_i (1 - \sigma_i)
\end{aligned}`,
    },
    'both cases at once': {
      each: 'i k',
      tex: raw`\frac{\partial \sigma_k}{\partial z_i} = \begin{cases} \sigma_i (1 - \sigma_i) & \text{if } k = i \\ - \sigma_k \sigma_i & \text{otherwise} \end{cases} = \sigma_k (\delta_{ki} - \sigma_i)`,
    },
    'the gradient of cross-entropy': {
      each: 'i',
      breaks: { multihot: 8, simplex: null, 'y: real vector': 8 },
      tex: raw`\begin{aligned}
\frac{\partial L}{\partial z_i}
&= \sum_{k=1}^{C} \frac{\partial L}{\partial \sigma_k} \frac{\partial \sigma_k}{\partial z_i} \\
&= \sum_{k=1}^{C} - \frac{y_k}{\sigma_k} \frac{\partial \sigma_k}{\partial z_i} \\
&= - \frac{y_i}{\sigma_i} \frac{\partial \sigma_i}{\partial z_i} + \sum_{k=1,k\ne i}^{C} - \frac{y_k}{\sigma_k} \frac{\partial \sigma_k}{\partial z_i} \\
&= - \frac{y_i}{\sigma_i} \sigma_i (1 - \sigma_i) + \sum_{k=1,k\ne i}^{C} - \frac{y_k}{\sigma_k} (- \sigma_k \sigma_i) \\
&= y_i (\sigma_i - 1) + \sum_{k=1,k\ne i}^{C} y_k \sigma_i \\
&= - y_i + y_i \sigma_i + y_1 \sigma_i + y_2 \sigma_i + \cdots + y_{i-1} \sigma_i + y_{i+1} \sigma_i + \cdots + y_C \sigma_i \\
&= - y_i + \sigma_i \sum_{k=1}^{C} y_k \\
&= \sigma_i - y_i && \text{since } \sum_{k=1}^{C} y_k = 1
\end{aligned}`,
    },
  },
}

export const LAYER: Chapter = {
  model: {
    spec: {
      sizes: { C: [2, 5], D: [1, 4] },
      index: { C: 'i j k' },
      free: { w: 'matrix C D', x: 'vector D', b: 'vector C', y: 'onehot C' },
    },
    definitions: [raw`z_i = w_i^\top x + b_i`, ...CROSS_ENTROPY.model.definitions],
  },
  derivations: {
    'to weights and biases': {
      each: 'i',
      breaks: { multihot: [2, 4] },
      tex: raw`\begin{aligned}
\frac{\partial L}{\partial w_i}
&= \frac{\partial L}{\partial z_i} \frac{\partial z_i}{\partial w_i} \\
&= (\sigma_i - y_i) x \\
\frac{\partial L}{\partial b_i}
&= \frac{\partial L}{\partial z_i} \frac{\partial z_i}{\partial b_i} \\
&= \sigma_i - y_i
\end{aligned}`,
    },
    'a score by its weights and its bias': {
      each: 'i',
      tex: raw`\frac{\partial z_i}{\partial w_i} = x, \quad \frac{\partial z_i}{\partial b_i} = 1`,
    },
  },
}

export const LOG_SUM_EXP: Chapter = {
  model: {
    spec: {
      sizes: { C: [1, 6] },
      index: { C: 'i j k' },
      free: { z: 'vector', v: 'vector', u: 'ones', c: 'real', T: 'positive' },
    },
    definitions: [
      raw`\operatorname{LSE}(v) = \log \sum_{j} e^{v_j}`,
      raw`\sigma_i = \frac{e^{z_i}}{\sum_{j} e^{z_j}}`,
      raw`m = \max_j z_j`,
      raw`H = - \sum_j \sigma_j \log \sigma_j`,
    ],
  },
  derivations: {
    'its gradient is softmax': {
      each: 'i',
      tex: raw`\begin{aligned}
\frac{\partial}{\partial z_i} \operatorname{LSE}(z)
&= \frac{1}{\sum_j e^{z_j}} \frac{\partial}{\partial z_i} \left( \sum_j e^{z_j} \right) \\
&= \frac{e^{z_i}}{\sum_j e^{z_j}} \\
&= \sigma_i
\end{aligned}`,
    },
    'its Hessian': {
      each: 'i k',
      tex: raw`\begin{aligned}
\frac{\partial^2 \operatorname{LSE}(z)}{\partial z_i \partial z_k}
&= \frac{\partial \sigma_k}{\partial z_i} \\
&= \sigma_k \delta_{ki} - \sigma_k \sigma_i
\end{aligned}`,
    },
    'the shift by the maximum': {
      tex: raw`\begin{aligned}
\operatorname{LSE}(z)
&= \log \left( e^m \sum_j e^{z_j - m} \right) \\
&= m + \log \sum_j e^{z_j - m} \\
&= m + \operatorname{LSE}(z - m u)
\end{aligned}`,
    },
    'between the maximum and the maximum plus log C': {
      tex: raw`\begin{aligned} m &= \log e^m \\ &\le \operatorname{LSE}(z) \\ &\le \log (C e^m) \\ &= m + \log C \end{aligned}`,
    },
    'with a temperature': {
      tex: raw`\begin{aligned} m &\le T \operatorname{LSE}\left(\frac{z}{T}\right) \\ &\le m + T \log C \end{aligned}`,
    },
    'a shift of all scores': {
      tex: raw`\begin{aligned} \operatorname{LSE}(z + c u) &= \log \left( e^{c} \sum_j e^{z_j} \right) \\ &= \operatorname{LSE}(z) + c \end{aligned}`,
    },
    'the dual of entropy': {
      tex: raw`\begin{aligned}
H &= - \sum_j \sigma_j \cdot (z_j - \operatorname{LSE}(z)) \\
&= - \sigma^\top z + \operatorname{LSE}(z) \sum_j \sigma_j \\
&= \operatorname{LSE}(z) - \langle \sigma, z \rangle && \text{因为 } \sum_j \sigma_j = 1
\end{aligned}`,
    },
  },
}

export const SIGMOID: Chapter = {
  model: {
    spec: { ...CLASSES, free: { z: 'vector', y: 'multihot', t: 'real', r: 'real' } },
    definitions: [
      raw`s(t) = \frac{1}{1 + e^{-t}}`,
      raw`B = - \sum_k \left( y_k \log(s(z_k)) + (1 - y_k) \log(1 - s(z_k)) \right)`,
      raw`\sigma_i = \frac{e^{z_i}}{\sum_{j} e^{z_j}}`,
      raw`L = - \sum_{k} y_k \log \sigma_k`,
    ],
  },
  derivations: {
    'its slope': {
      tex: raw`\begin{aligned}
\frac{\partial s(r)}{\partial r} &= \frac{e^{-r}}{(1 + e^{-r})^2} \\ &= s(r) (1 - s(r)) \\ &= s(r) s(-r)
\end{aligned}`,
    },
    'binary cross-entropy label by label': {
      each: 'i',
      under: { y: 'unit vector' },
      tex: raw`\begin{aligned}
\frac{\partial B}{\partial z_i}
&= - y_i (1 - s(z_i)) + (1 - y_i) s(z_i) \\
&= s(z_i) - y_i
\end{aligned}`,
    },
    'what softmax does to many labels': {
      each: 'i',
      tex: raw`\begin{aligned}
\frac{\partial L}{\partial z_i} &= \sum_k y_k (\sigma_i - \delta_{ki}) \\ &= \left( \sum_k y_k \right) \sigma_i - y_i
\end{aligned}`,
    },
  },
}

export const CHAPTERS: Readonly<Record<string, Chapter>> = {
  CROSS_ENTROPY,
  LAYER,
  LOG_SUM_EXP,
  SIGMOID,
}

export const modelOf = ({ model: { spec, definitions } }: Chapter): Model =>
  parseModel(spec, definitions)

export const derivationOf = (
  chapter: Chapter,
  name: string,
  model = modelOf(chapter),
): Derivation => parseDerivation({ ...chapter.derivations[name], model })

export type { Chapter }
