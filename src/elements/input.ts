import type { Json } from '../kernel/json.ts'
import { ask } from './announce.ts'
import { formatInput } from './format-input.ts'
import { setValue, warm } from './notebook.ts'
import { plainText } from './plain-text.ts'

const cannotLoad = 'What computes this page could not be loaded: check the connection, then move the input again.'

/** An input of the chapter: native controls within, whose value it hands to the cells. */
class InputElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('input', (event) => this.#change(event.target as HTMLInputElement))
    for (const sign of ['pointerenter', 'pointerdown', 'focusin']) this.addEventListener(sign, warm, { once: true, passive: true })
    for (const range of this.querySelectorAll<HTMLInputElement>('input[type=range]')) {
      nameValue(range)
      keepThroughSwipe(range)
    }
  }

  #change(control: HTMLInputElement): void {
    showValue(control)
    ask(this)
    setValue(this.getAttribute('name') ?? '', this.#read()).then(() => this.#tell(''), () => this.#tell(cannotLoad))
  }

  #tell(text: string): void {
    this.querySelector('.note')?.remove()
    if (text) this.append(Object.assign(document.createElement('p'), { className: 'note', role: 'status', textContent: text }))
  }

  #read(): Json {
    const controls = [...this.querySelectorAll('input')]
    switch (this.getAttribute('kind')) {
      case 'Vector': return controls.map((it) => it.valueAsNumber)
      case 'Choice': return controls.find((it) => it.checked)?.value ?? null
      case 'Toggle': return controls[0].checked
      default: return controls[0].valueAsNumber
    }
  }
}

/** Shows a range's value beside it, and how high it stands. */
function showValue(control: HTMLInputElement): void {
  if (control.type !== 'range') return
  const output = control.parentElement?.querySelector('output')
  if (output) output.value = format(control)
  nameValue(control)
  const [min, max] = [Number(control.min), Number(control.max)]
  control.parentElement?.style.setProperty('--at', String((control.valueAsNumber - min) / (max - min)))
}

function format(control: HTMLInputElement): string {
  return formatInput(control.valueAsNumber, Number(control.step))
}

/** A range's value is read aloud as it is shown, with what it is the value of. */
function nameValue(control: HTMLInputElement): void {
  const [label] = control.labels ?? []
  control.setAttribute('aria-valuetext', label ? `${format(control)}, ${plainText(label)}` : format(control))
}

/** A swipe that scrolls the page may begin on a range: the browser moves the value first, and takes the touch away after. */
function keepThroughSwipe(control: HTMLInputElement): void {
  let before = control.value
  control.addEventListener('pointerdown', () => (before = control.value), { passive: true })
  control.addEventListener('pointercancel', () => {
    if (control.value === before) return
    control.value = before
    control.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

customElements.define('nb-input', InputElement)
