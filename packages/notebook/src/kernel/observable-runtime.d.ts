/** The part of @observablehq/runtime that the kernel uses; the package brings no types. */
declare module '@observablehq/runtime' {
  export interface Observer {
    pending?: () => void
    fulfilled?: (value: unknown) => void
    rejected?: (error: unknown) => void
  }
  export interface Variable {
    define(name: string, inputs: string[], definition: (...inputs: never[]) => unknown): Variable
    define(inputs: string[], definition: (...inputs: never[]) => unknown): Variable
    delete(): Variable
  }
  export interface Module {
    variable(observer?: Observer): Variable
  }
  export class Runtime {
    constructor(builtins?: Record<string, unknown>, global?: (name: string) => unknown)
    module(): Module
    dispose(): void
  }
}
