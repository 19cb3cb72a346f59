export interface BrowserChoice {
  /** Whether speeds are measured in it. */
  measured?: boolean
}
export function findBrowser(choice?: BrowserChoice): string | undefined
export function ensureBrowser(choice?: BrowserChoice): string
