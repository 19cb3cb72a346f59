import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { authorEnvironment } from './build-book.ts'

/** A book of the tests' own that `astro dev` serves. */
export interface DevServer {
  address: string
  /** What the server has said so far. */
  readonly said: string
  /** Milliseconds of the processor that it has used so far, all its threads together; on Linux. */
  processorTime: () => number
  end: () => Promise<void>
}

/** Makes a folder for a book, with a front page. */
export function makeBook(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'en'), { recursive: true })
  writeFileSync(
    join(folder, 'en/index.mdx'),
    '---\ntitle: Slips\ndescription: A book for one test.\n---\n',
  )
}

/** Serves a book, beside whatever the author has running, on a port that is free. */
export async function serveInDevelopment(folder: string): Promise<DevServer> {
  const env = authorEnvironment({
    CONTENT_DIR: folder,
    CACHE_DIR: `${folder}/cache`,
    NO_COLOR: '1',
  })
  const args = ['dev', '--ignore-lock', '--host', '127.0.0.1', '--port', '0']
  const server = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', ...args], {
    env,
    stdio: 'pipe',
  })
  let said = ''
  const address = await findAddress(server, (chunk) => (said += chunk))
  return {
    address,
    get said() {
      return said
    },
    processorTime: () => readProcessorTime(server.pid ?? 0),
    async end() {
      if (server.exitCode === null) {
        server.kill()
        await once(server, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In hundredths of a second, which Linux counts. */
function readProcessorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Waits until the server says where it listens. */
function findAddress(server: ChildProcess, onSaid: (chunk: string) => string): Promise<string> {
  return new Promise((found, fail) => {
    const hear = (chunk: Buffer): void => {
      const said = onSaid(String(chunk))
      const [address] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? []
      if (address) found(address)
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', hear)
    server.once('exit', () => fail(new Error(`astro dev ended:\n${onSaid('')}`)))
  })
}
