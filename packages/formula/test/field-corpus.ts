import type { FieldFamily } from './field-entry.ts'

const { raw } = String

const refused = (kind: string, found: string): { refused: string; found: string } => ({
  refused: kind,
  found,
})

/** What textbooks, papers and notes of the field write, by families: see field-entry.ts. */
export const FIELD: readonly FieldFamily[] = [
  [
    'ranges and words beside a line',
    [
      [raw`\sigma_i > 0, \quad i = 1, \ldots, C`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0, i = 1, \ldots, C`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0, i = 1, 2, \dots, C, \quad a = a`, 'sigma[i] > 0 ; a = a', 'i'],
      [raw`\sigma_i > 0, i = 1, 2, \dots, C, a = a`, 'sigma[i] > 0 ; a = a', 'i'],
      [raw`\sigma_i > 0 \quad (i = 1, \ldots, C)`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0 \quad \text{for } i = 1, \ldots, C`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0 \quad \text{for all } i = 1, \ldots, C.`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0 \quad \text{for all } i \in \{1, \ldots, C\}`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0, \quad \forall i \in \{1, \ldots, C\}`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0 \ \forall i`, 'sigma[i] > 0', 'i'],
      [raw`\sigma_i > 0 \quad \forall i, k`, refused('unused index', 'k'), 'i k'],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k, \quad \forall k \ne i`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k, \forall k \ne i`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k, \quad \forall i, k \in \{1, \dots, C\}, i \ne k`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k, \quad i, k = 1, \dots, C, \; i \ne k`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k \text{ for any } k \ne i`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k \text{ with } k \ne i`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k \quad \text{provided that } k \ne i`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [
        raw`\frac{\partial \sigma_k}{\partial z_i} = -\sigma_i\sigma_k \quad k \in \{1, \dots, C\} \setminus \{i\}`,
        'd(sigma[k])/d(z[i]) = (-(sigma[i] * sigma[k])) | 1',
        'i k',
      ],
      [raw`z_i = z_i, \quad i \in [C]`, 'z[i] = z[i]', 'i'],
      [raw`z_i = z_i, \quad i \in \{1, 2\}`, 'z[i] = z[i] | 1', 'i'],
      [raw`z_i = z_i, \quad i \notin \{1, 2\}`, 'z[i] = z[i] | 2', 'i'],
      [raw`z_i = z_i, \quad i = 2, \ldots, C`, 'z[i] = z[i] | 1', 'i'],
      [
        raw`z_i = z_i, \quad i = 1, 3, \ldots, C`,
        refused('unclear dots', raw`i = 1, 3, \ldots, C`),
        'i',
      ],
      [raw`z_i = z_i, \quad i = 1, \ldots, D`, refused('wrong bound', 'D'), 'i'],
      [raw`z_i = z_i, \quad i \in \mathcal{S}`, refused('unclear relation', raw`\in`), 'i'],
      [raw`z_i = z_i, \quad j = 1, \ldots, C`, refused('free index', 'j'), 'i'],
      [raw`a = a \text{，其中 } k \ne i`, refused('unused index', 'i'), 'i k'],
      [
        raw`\sigma_k = \sigma_k + 0 z_i\text{（当 } k \ne i \text{ 时）}`,
        'sigma[k] = (sigma[k] + (0 * z[i])) | 1',
        'i k',
      ],
      [
        raw`\sigma_k = \sigma_k + 0 z_i \quad \text{只要 } k \ne i`,
        'sigma[k] = (sigma[k] + (0 * z[i])) | 1',
        'i k',
      ],
      [
        raw`\sigma_k = \sigma_k + 0 z_i \quad \text{假设 } k \ne i`,
        'sigma[k] = (sigma[k] + (0 * z[i])) | 1',
        'i k',
      ],
      [
        raw`\text{因为 } \sum_k y_k = 1 \text{，所以 } \sum_k y_k a = a`,
        'sum[k = 1..C]((y[k] * a)) = a',
      ],
      [
        raw`\text{因为 } \sum_k y_k = 2 \text{，所以 } \sum_k y_k a = a`,
        'sum[k = 1..C]((y[k] * a)) = a',
        '',
        'differs',
      ],
      [
        raw`\text{since } \sum_k y_k = 1 \text{, we have } \sum_k y_k a = a`,
        'sum[k = 1..C]((y[k] * a)) = a',
      ],
      [
        raw`\text{since } \sum_k y_k = 1, \sum_k y_k a = a`,
        refused('formula in a remark', 'a condition without a claim'),
      ],
      [raw`\text{if } a > 0 \text{, then } \lvert a \rvert = a`, 'abs(a) = a | 1'],
      [
        raw`\text{if } a > 0, \lvert a \rvert = a`,
        refused('two readings', 'a formula after a condition'),
      ],
      [raw`\text{若 } a > 0 \text{，则 } \lvert a \rvert = a`, 'abs(a) = a | 1'],
      [raw`\text{if } a > 0`, refused('formula in a remark', 'a condition without a claim')],
      [raw`\text{if and only if } a > 0`, refused('formula in a remark', 'if and only if')],
      [raw`a > 0 \text{ if and only if } a > 0`, refused('formula in a remark', 'if and only if')],
      [raw`a = b \text{ only if } a > 0`, refused('formula in a remark', 'only if')],
      [raw`a = a \quad \text{for } i`, refused('unused index', 'i'), 'i'],
      [
        raw`a = a \text{ where } i \text{ is an index}`,
        refused('formula in a remark', 'is an index'),
      ],
      [raw`z_i = k, j = 1, \ldots, C`, refused('unused index', 'j'), 'i j k'],
      [
        raw`\max(z_1, \ldots, z_C) \ge z_i, i = 1, \ldots, C`,
        'max(max[#1 = 1..C](z[#1])) ≥ z[i]',
        'i',
      ],
    ],
  ],
  [
    'what sums run over',
    [
      [
        raw`\sum_{i<j} (z_i - z_j)^2 = \frac{1}{2} \sum_i \sum_j (z_i - z_j)^2`,
        'sum[i = 1..C](sum[j = 1..C, i < j](((z[i] - z[j]) ^ 2))) = ((1 / 2) * sum[i = 1..C](sum[j = 1..C](((z[i] - z[j]) ^ 2))))',
      ],
      [
        raw`\sum_{i < j} (z_i - z_j)^2 = C \sum_k z_k^2 - \left( \sum_k z_k \right)^2`,
        'sum[i = 1..C](sum[j = 1..C, i < j](((z[i] - z[j]) ^ 2))) = ((C * sum[k = 1..C]((z[k] ^ 2))) - (sum[k = 1..C](z[k]) ^ 2))',
      ],
      [
        raw`\sum_{1 \le i < j \le C} (z_i - z_j)^2 = \sum_{i < j} (z_i - z_j)^2`,
        'sum[i = 1..C](sum[j = 1..C, 1 ≤ i and i < j and j ≤ C](((z[i] - z[j]) ^ 2))) = sum[i = 1..C](sum[j = 1..C, i < j](((z[i] - z[j]) ^ 2)))',
      ],
      [
        raw`\sum_{1\leq i<j\leq C} 1 = \frac{C(C-1)}{2}`,
        'sum[i = 1..C](sum[j = 1..C, 1 ≤ i and i < j and j ≤ C](1)) = ((C * (C - 1)) / 2)',
      ],
      [
        raw`\sum_{i \neq j} \sigma_i \sigma_j = 1 - \sum_k \sigma_k^2`,
        'sum[i = 1..C](sum[j = 1..C, i ≠ j]((sigma[i] * sigma[j]))) = (1 - sum[k = 1..C]((sigma[k] ^ 2)))',
      ],
      [
        raw`\sum_{i \ne j} z_i z_j = 2 \sum_{i<j} z_i z_j`,
        'sum[i = 1..C](sum[j = 1..C, i ≠ j]((z[i] * z[j]))) = (2 * sum[i = 1..C](sum[j = 1..C, i < j]((z[i] * z[j]))))',
      ],
      [
        raw`\sum_{i \le j} z_i z_j = \sum_{i<j} z_i z_j + \sum_i z_i^2`,
        'sum[i = 1..C](sum[j = 1..C, i ≤ j]((z[i] * z[j]))) = (sum[i = 1..C](sum[j = 1..C, i < j]((z[i] * z[j]))) + sum[i = 1..C]((z[i] ^ 2)))',
      ],
      [
        raw`\sum_{i > j} z_i z_j = \sum_{i < j} z_i z_j`,
        'sum[i = 1..C](sum[j = 1..C, i > j]((z[i] * z[j]))) = sum[i = 1..C](sum[j = 1..C, i < j]((z[i] * z[j])))',
      ],
      [
        raw`\sum_{i<j<k} z_i z_j z_k = \sum_{i=1}^{C} \sum_{j=i+1}^{C} \sum_{k=j+1}^{C} z_i z_j z_k`,
        'sum[i = 1..C](sum[j = 1..C](sum[k = 1..C, i < j and j < k](((z[i] * z[j]) * z[k])))) = sum[i = 1..C](sum[j = i+1..C](sum[k = j+1..C](((z[i] * z[j]) * z[k]))))',
      ],
      [raw`\sum_{i<j} z_i = 0`, refused('two readings', raw`\sum_{i<j}`)],
      [raw`\sum_{j \ne k} z_j = 0`, refused('two readings', raw`\sum_{j \ne k}`)],
      [raw`\sum_{i = j} z_i z_j = 0`, refused('missing bound', raw`\sum_{i = j}`)],
      [raw`\sum_{i \ne j \ne k} z_i z_j z_k = 0`, refused('two readings', raw`\ne … \ne`)],
      [
        raw`\sum_{i,j : i < j} z_i z_j = \sum_{i<j} z_i z_j`,
        'sum[i = 1..C](sum[j = 1..C, i < j]((z[i] * z[j]))) = sum[i = 1..C](sum[j = 1..C, i < j]((z[i] * z[j])))',
      ],
      [
        raw`\sum_{\substack{i,j \\ i \ne j}} z_i z_j = \sum_{i \ne j} z_i z_j`,
        'sum[i = 1..C](sum[j = 1..C, i ≠ j]((z[i] * z[j]))) = sum[i = 1..C](sum[j = 1..C, i ≠ j]((z[i] * z[j])))',
      ],
      [
        raw`\sum_{\substack{1 \le i, j \le C \\ i \ne j}} z_i z_j = \sum_{i \ne j} z_i z_j`,
        'sum[i = 1..C](sum[j = 1..C, i ≠ j]((z[i] * z[j]))) = sum[i = 1..C](sum[j = 1..C, i ≠ j]((z[i] * z[j])))',
      ],
      [raw`\sum_{j \in \{1, \ldots, C\}} \sigma_j = 1`, 'sum[j = 1..C](sigma[j]) = 1'],
      [raw`\sum_{j \in \{1,2,\dots,C\}} \sigma_j = 1`, 'sum[j = 1..C](sigma[j]) = 1'],
      [raw`\sum_{j \in [C]} \sigma_j = 1`, 'sum[j = 1..C](sigma[j]) = 1'],
      [
        raw`\sum_{j \in \{1, 2\}} z_j = z_1 + z_2`,
        'sum[j = 1..C, ([j = 1] + [j = 2]) = 1](z[j]) = (z[1] + z[2])',
      ],
      [
        raw`\sum_{j \in \{2, \ldots, C\}} z_j = \sum_j z_j - z_1`,
        'sum[j = 2..C](z[j]) = (sum[j = 1..C](z[j]) - z[1])',
      ],
      [
        raw`\sum_{j \in [C] \setminus \{i\}} \sigma_j = 1 - \sigma_i`,
        'sum[j = 1..C, j ≠ i](sigma[j]) = (1 - sigma[i])',
        'i',
      ],
      [
        raw`\sum_{k \in \{1,\dots,C\} \setminus \{i\}} \sigma_k = 1 - \sigma_i`,
        'sum[k = 1..C, k ≠ i](sigma[k]) = (1 - sigma[i])',
        'i',
      ],
      [
        raw`\sum_{k \notin \{i\}} \sigma_k = 1 - \sigma_i`,
        'sum[k = 1..C, k ≠ i](sigma[k]) = (1 - sigma[i])',
        'i',
      ],
      [
        raw`\sum_{i,j \in \{1,\dots,C\}} z_i v_j = \left( \sum_i z_i \right) \left( \sum_j v_j \right)`,
        'sum[i = 1..C](sum[j = 1..C]((z[i] * v[j]))) = (sum[i = 1..C](z[i]) * sum[j = 1..C](v[j]))',
      ],
      [raw`\sum_{j \in \{1, \dots, D\}} z_j = 0`, refused('wrong bound', 'D')],
      [raw`\sum_{j \in \{1, 1\}} z_j = 2 z_1`, refused('unknown range', raw`j \in \{1, 1\}`)],
      [raw`\sum_{j \in \mathcal{S}} z_j = 0`, refused('unknown range', raw`j \in \mathcal{S}`)],
      [raw`\sum_{j \in S} z_j = 0`, refused('unknown range', raw`j \in S`)],
      [
        raw`\sum_{j | j \ne i} \sigma_j = 1 - \sigma_i`,
        'sum[j = 1..C, j ≠ i](sigma[j]) = (1 - sigma[i])',
        'i',
      ],
      [
        raw`\sum_{j \,|\, y_j = 1} z_j = \sum_j y_j z_j`,
        'sum[j = 1..C, y[j] = 1](z[j]) = sum[j = 1..C]((y[j] * z[j]))',
      ],
      [
        raw`\sum_{j \mid j \ne i} \sigma_j = 1 - \sigma_i`,
        'sum[j = 1..C, j ≠ i](sigma[j]) = (1 - sigma[i])',
        'i',
      ],
      [
        raw`\sum_{j\colon j \ne i} \sigma_j = 1 - \sigma_i`,
        'sum[j = 1..C, j ≠ i](sigma[j]) = (1 - sigma[i])',
        'i',
      ],
      [raw`\sum_{j : y_j = 1} \log \sigma_j = -L`, 'sum[j = 1..C, y[j] = 1](log(sigma[j])) = (-L)'],
      [
        raw`\max_{i \ne j} (z_i - z_j) = \max_i z_i - \min_j z_j`,
        'max[i = 1..C](max[j = 1..C, i ≠ j]((z[i] - z[j]))) = (max[i = 1..C](z[i]) - min[j = 1..C](z[j]))',
      ],
      [
        raw`\max_{i<j} (z_i - z_j) \le \max_i z_i - \min_j z_j`,
        'max[i = 1..C](max[j = 1..C, i < j]((z[i] - z[j]))) ≤ (max[i = 1..C](z[i]) - min[j = 1..C](z[j]))',
      ],
      [raw`\min_{j \in \{1, \dots, C\}} z_j \le z_i`, 'min[j = 1..C](z[j]) ≤ z[i]', 'i'],
      [raw`\max_{k \in [C]} z_k \ge z_i`, 'max[k = 1..C](z[k]) ≥ z[i]', 'i'],
      [
        raw`\prod_{i<j} e^{z_i - z_j} = \exp\left( \sum_{i<j} (z_i - z_j) \right)`,
        'product[i = 1..C](product[j = 1..C, i < j](exp((z[i] - z[j])))) = exp(sum[i = 1..C](sum[j = 1..C, i < j]((z[i] - z[j]))))',
      ],
      [
        raw`\prod_{k \in [C]} e^{z_k} = e^{\sum_k z_k}`,
        'product[k = 1..C](exp(z[k])) = exp(sum[k = 1..C](z[k]))',
      ],
      [
        raw`\sum_{j=1}^{C} \sum_{k=1}^{C} \mathbb{1}[j < k] = \sum_{j<k} 1`,
        refused('two readings', raw`\sum_{j<k}`),
      ],
      [
        raw`\sum_{j < i} z_j + \sum_{j \ge i} z_j = \sum_j z_j`,
        '(sum[j = 1..C, j < i](z[j]) + sum[j = 1..C, j ≥ i](z[j])) = sum[j = 1..C](z[j])',
        'i',
      ],
      [
        raw`\sum_{j\le i} z_j - z_i = \sum_{j<i} z_j`,
        '(sum[j = 1..C, j ≤ i](z[j]) - z[i]) = sum[j = 1..C, j < i](z[j])',
        'i',
      ],
      [raw`\sum\nolimits_{j} \sigma_j = 1`, 'sum[j = 1..C](sigma[j]) = 1'],
      [raw`\sum\limits_{j=1}^{C}\sigma_{j}=1`, 'sum[j = 1..C](sigma[j]) = 1'],
      [
        raw`\sum_{j=1}^{C} \sum_{k \neq j} z_j z_k = \sum_{j \ne k} z_j z_k`,
        'sum[j = 1..C](sum[k = 1..C, k ≠ j]((z[j] * z[k]))) = sum[j = 1..C](sum[k = 1..C, j ≠ k]((z[j] * z[k])))',
      ],
      [
        raw`\sum_{j=0}^{C-1} z_{j+1} = \sum_{j=1}^{C} z_j`,
        'sum[j = 0..C-1](z[j+1]) = sum[j = 1..C](z[j])',
      ],
      [
        raw`\sum_{j} \sum_{k} A_{jk} z_j z_k = z^\top A z`,
        'sum[j = 1..C](sum[k = 1..C](((A[j, k] * z[j]) * z[k]))) = dot(matrix(z^T, A), z)',
      ],
      [raw`\sum_{l=1}^{n} l = \frac{n(n+1)}{2}`, 'sum[l = 1..n](l) = ((n * (n + 1)) / 2)'],
      [
        raw`\sum_{l=1}^{n} l^2 = \frac{n(n+1)(2n+1)}{6}`,
        'sum[l = 1..n]((l ^ 2)) = (((n * (n + 1)) * ((2 * n) + 1)) / 6)',
      ],
      [
        raw`\sum_{l=1}^{n} l^3 = \left( \frac{n(n+1)}{2} \right)^2`,
        'sum[l = 1..n]((l ^ 3)) = (((n * (n + 1)) / 2) ^ 2)',
      ],
      [
        raw`\sum_{l=0}^{n} (r)^l = \frac{1 - (r)^{n+1}}{1 - r}`,
        'sum[l = 0..n]((r ^ l)) = ((1 - (r ^ (n + 1))) / (1 - r))',
      ],
      [raw`\sum_{l=1}^{n} (2l - 1) = n^2`, 'sum[l = 1..n](((2 * l) - 1)) = (n ^ 2)'],
      [raw`\sum_{l=1}^{\infty} r = 0`, refused('unknown index', raw`\infty`)],
      [raw`\sum_{i \in \{1..C\}} z_i = 0`, refused('invalid index', '1..')],
      [raw`\sum_{i\in I} z_i = 0`, refused('unknown range', raw`i\in I`)],
      [raw`\sum_{k'} z_{k'} = 0`, refused('unknown range', "k'")],
      [raw`\sum_{j'=1}^{C} z_{j'} = 0`, refused('missing index', raw`\sum_{j'=1}^{C}`)],
      [
        raw`\sum_{1 \le i, j \le C} z_i v_j = \sum_{i,j} z_i v_j`,
        'sum[i = 1..C](sum[j = 1..C]((z[i] * v[j]))) = sum[i = 1..C](sum[j = 1..C]((z[i] * v[j])))',
      ],
      [
        raw`\sum_{1 \le i, j \le 2} z_i z_j = (z_1 + z_2)^2`,
        'sum[i = 1..2](sum[j = 1..2]((z[i] * z[j]))) = ((z[1] + z[2]) ^ 2)',
      ],
      [
        raw`\sum_{1 \le i, j, k \le C} z_i z_j z_k = \left( \sum_i z_i \right)^3`,
        'sum[i = 1..C](sum[j = 1..C](sum[k = 1..C](((z[i] * z[j]) * z[k])))) = (sum[i = 1..C](z[i]) ^ 3)',
      ],
      [
        raw`\sum_{j \in \{1, 2, 3\}} z_j = z_1 + z_2 + z_3`,
        refused('unknown range', raw`j \in \{1, 2, 3\}`),
      ],
      [raw`\sum_{j \in \{1, \ldots, i+1\}} z_j = 0`, 'sum[j = 1..i+1](z[j]) = 0', 'i', 'differs'],
      [raw`\lvert a \rvert \le 1 \text{ if } 0 \le a, a \le 1`, 'abs(a) ≤ 1 | 2'],
      [
        raw`a c \le 1 \text{ if } 0 \le a, c \le 1`,
        refused('two readings', 'a bound below and a bound above'),
      ],
      [
        raw`a c \le 1 \text{ if } 0 \le a \le 1, 0 \le c \le 1`,
        refused('two readings', 'a formula after a condition'),
      ],
    ],
  ],
]
