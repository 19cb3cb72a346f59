import { figures, toState, type Inputs } from './figures.ts'

const ranges = [...document.querySelectorAll<HTMLInputElement>('input[type=range]')]
const read = () => Object.fromEntries(ranges.map((it) => [it.name, it.valueAsNumber])) as Inputs

document.addEventListener('input', ({ target }) => {
  const range = target as HTMLInputElement
  range.nextElementSibling!.textContent = range.value
  const state = toState(read())
  for (const [name, draw] of Object.entries(figures))
    document.getElementById(name)!.replaceChildren(draw(state))
})
