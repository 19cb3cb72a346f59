import type { Json } from '../kernel/json.ts'
import { formatInput } from './format-input.ts'
import { setValue, warm } from './notebook.ts'

/** An input of the chapter: native controls within, whose value it hands to the cells. */
class InputElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('input', (event) => this.#change(event.target as HTMLInputElement))
    for (const sign of ['pointerenter', 'pointerdown', 'focusin']) this.addEventListener(sign, warm, { once: true, passive: true })
  }

  #change(control: HTMLInputElement): void {
    showValue(control)
    setValue(this.getAttribute('name') ?? '', this.#read())
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
  if (output) output.value = formatInput(control.valueAsNumber, Number(control.step))
  const [min, max] = [Number(control.min), Number(control.max)]
  control.parentElement?.style.setProperty('--at', String((control.valueAsNumber - min) / (max - min)))
}

customElements.define('nb-input', InputElement)
