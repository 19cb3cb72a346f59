import type { Page } from 'playwright-core'

/**
 * Runs before the kernel's script: what the worker posts goes through `self.forge(message, send)`, if a cell sets that.
 * No code of a cell gets so far by itself; the page has to bear it all the same.
 */
const hook = `{
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message) {
    const send = (forged) => post.call(this, forged)
    if (self.forge) self.forge(message, send)
    else send(message)
  }
}
`

/** Gives the page a kernel that cells can take over. Call it before anything runs in the sandbox. */
export async function takeOver(page: Page): Promise<void> {
  await page.route('**/_notebook/kernel.*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: hook + (await response.text()) })
  })
}

/** Code of a cell in such a page that decides what becomes of each \`message\`, and shows 1. */
export const forge = (then: string): string => `const top = ((x) => x).constructor('return this')()
  top.forge = (message, send) => { ${then} }
  display(1)`
