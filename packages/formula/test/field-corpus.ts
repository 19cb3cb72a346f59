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
]
