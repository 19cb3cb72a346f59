/**
 * Runs steps one after the other, also behind one that failed, so that one run tells everything that is wrong. A step is
 * left out only where one that it needs is not right.
 * @param {readonly import('./run-steps.d.mts').Step[]} steps
 * @param {(command: string) => boolean} run whether the command ended well
 * @param {(line: string) => void} say
 * @returns whether all of them are right
 */
export function runSteps(steps, run, say) {
  /** @type {Map<string, string>} */
  const ends = new Map()
  for (const { title, command, needs } of steps) {
    say(`\n— ${title}`)
    if (needs !== undefined && ends.get(needs) !== 'right') {
      ends.set(title, `not run, since it needs “${needs}”`)
      say(ends.get(title) ?? '')
    } else ends.set(title, run(command) ? 'right' : `wrong; \`${command}\` runs it alone`)
  }
  say(['\n— in sum', ...[...ends].map(([title, end]) => `${title}: ${end}`)].join('\n'))
  return [...ends.values()].every((it) => it === 'right')
}
