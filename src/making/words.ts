/** The words of the book's own components, in each of its languages. What a group names is said by the component of that name. */
const en = {
  table: 'Table',
  inventory: {
    frontPage: 'Front page',
    draws: 'The formulas were evaluated on {draws} draws of random numbers.',
    error: 'The two sides of an equation never differed by more than {error} of their size.',
    page: 'page',
    cells: 'cells',
    figures: 'figures',
    inputs: 'inputs',
    values: 'numbers in the text',
    proved: 'lines proved',
    checked: 'lines checked on draws',
    definitions: 'definitions',
    twins: 'checked by a twin',
    unchecked: 'not checked',
    all: 'all',
  },
  worstErrors: {
    judged:
      '{count} cases have been judged so far, and all are within what the functions claim. The worst of each:',
    name: 'function',
    cases: 'cases',
    error: 'worst error',
    claimed: 'claimed',
    where: 'where',
    /** Before a number on a phone. */
    worst: 'worst',
  },
}

const zh: typeof en = {
  table: '表格',
  inventory: {
    frontPage: '首页',
    draws: '公式在 {draws} 组随机数上求过值。',
    error: '等式两边的相对差从未超过 {error}。',
    page: '页面',
    cells: '单元格',
    figures: '图',
    inputs: '输入',
    values: '文中的数',
    proved: '已证明的行',
    checked: '经抽样核对的行',
    definitions: '定义',
    twins: '由对应的函数核对',
    unchecked: '未核对',
    all: '合计',
  },
  worstErrors: {
    judged: '至今评判过 {count} 个案例，全都在函数所保证的范围之内。每个函数的最大误差：',
    name: '函数',
    cases: '案例',
    error: '最大误差',
    claimed: '保证',
    where: '出现于',
    worst: '最大',
  },
}

const tables: Readonly<Record<string, typeof en>> = { en, zh }

/** The words of a page's language; English where the table has none of it. */
export const wordsOf = (language = 'en'): typeof en => tables[language] ?? en
