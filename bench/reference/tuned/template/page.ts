import type { Inputs } from './figures.ts'

const ranges = [...document.querySelectorAll<HTMLInputElement>('input[type=range]')]
const read = () => Object.fromEntries(ranges.map((it) => [it.name, it.valueAsNumber])) as Inputs
const loadFigures = () => import('./figures.ts')
let loaded: ReturnType<typeof loadFigures> | undefined
const load = () => (loaded ??= loadFigures())

/** Figures that show an older state than the inputs. */
const stale = new Set<string>()
const inView = new Set<string>()
/** What each input moves. */
const moves = (name: string) => (/^q/.test(name) ? ['contours'] : ['bars', 'curves', 'contours'])

async function draw(which: (name: string) => boolean) {
  const { figures, toState } = await load()
  const state = toState(read())
  for (const name of [...stale].filter(which)) {
    stale.delete(name)
    document.getElementById(name)!.replaceChildren(figures[name](state))
  }
}

let frame = 0
let idle = 0
function schedule() {
  if (!frame)
    frame = requestAnimationFrame(async () => {
      await draw((name) => inView.has(name))
      frame = 0
    })
  // What is out of view follows when there is time, and four times a second where there is none.
  idle ||= requestIdleCallback(
    async () => {
      await draw(() => true)
      idle = 0
    },
    { timeout: 250 },
  )
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries)
    if (isIntersecting) inView.add(target.id)
    else inView.delete(target.id)
  if ([...stale].some((name) => inView.has(name))) schedule()
})
for (const figure of document.querySelectorAll('figure')) observer.observe(figure)

document.addEventListener('input', ({ target }) => {
  const range = target as HTMLInputElement
  range.nextElementSibling!.textContent = range.value
  for (const name of moves(range.name)) stale.add(name)
  schedule()
})
addEventListener('load', () => requestIdleCallback(() => void load(), { timeout: 1000 }))
