import { toHopRows, toSpeedRows, type SpeedResults, type SpeedRow } from '../../src/making/speed.ts'

/** The results as tables in Markdown. */
export function toMarkdown(results: SpeedResults): string {
  const { date, machine, rounds, systems } = results
  const titles = systems.map(({ title }) => title)
  const hops = systems.some((it) => it.hops)
    ? [
        '',
        'Where a touch’s time goes, in milliseconds:',
        '',
        ...toTable(titles, toHopRows(results)),
      ]
    : []
  return [
    `${date}; ${machine.cores} cores of ${machine.processor}, ${machine.memory} GB, ${machine.system}; ${machine.browser}, Node ${machine.node}; rounds: ${rounds}; load at the start: ${machine.load}`,
    '',
    ...toTable(titles, toSpeedRows(results)),
    ...hops,
    '',
  ].join('\n')
}

function toTable(titles: readonly string[], rows: readonly SpeedRow[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = ['---', ...titles.map(() => '--:')]
  return [
    line(['', ...titles]),
    line(rule),
    ...rows.map(({ name, cells }) => line([name, ...cells])),
  ]
}
