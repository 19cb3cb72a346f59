import type { Browser } from 'playwright-core'

/** The pixels of a PNG, row by row, each as red, green and blue. */
export async function readPixels(browser: Browser, png: Buffer): Promise<number[][]> {
  const page = await browser.newPage()
  const bytes = await page.evaluate(async (data) => {
    const bitmap = await createImageBitmap(
      await (await fetch(`data:image/png;base64,${data}`)).blob(),
    )
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext(
      '2d',
    ) as OffscreenCanvasRenderingContext2D
    context.drawImage(bitmap, 0, 0)
    return [...context.getImageData(0, 0, bitmap.width, bitmap.height).data]
  }, png.toString('base64'))
  await page.close()
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.slice(4 * i, 4 * i + 3))
}
