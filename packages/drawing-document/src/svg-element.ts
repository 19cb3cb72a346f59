import { ElementNode } from './element-node.ts'
import { boxOf, textWidth, type Box } from './text-box.ts'

/** An element of SVG. */
export class SvgElement extends ElementNode {
  /** As in a browser an object, not a string; assigning a string is allowed here all the same. */
  get className(): { baseVal: string; animVal: string } {
    const value = this.getAttribute('class') ?? ''
    return { baseVal: value, animVal: value }
  }

  set className(names: unknown) {
    this.setAttribute('class', names)
  }

  get ownerSVGElement(): ElementNode | null {
    const { parentElement } = this
    return parentElement instanceof SvgElement ? parentElement.closest('svg') : null
  }

  getBBox(): Box {
    return boxOf(this)
  }

  getComputedTextLength(): number {
    return textWidth(this)
  }
}
