// Installs what the lock file names, if it is not there yet. Runs on any Node >= 20: Node 24, which everything
// else runs on, is one of the packages.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('..', import.meta.url)
const stamp = new URL('node_modules/.installed', root)
const wanted = createHash('sha256')
  .update(readFileSync(new URL('package-lock.json', root)))
  .digest('hex')

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    `Node ${process.versions.node} is too old: install Node 20 or newer, then try again.`,
  )
  process.exit(1)
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing packages …')
  // Not `npm ci`, which refuses a lock file that lacks the optional packages of some other system. `npm` as a shell
  // command, since on Windows it is a script.
  const { status } = spawnSync('npm install --no-save --no-audit --no-fund --loglevel=error', {
    cwd: root,
    stdio: 'inherit',
    shell: true,
  })
  if (status !== 0) {
    console.error('npm install failed: see above. Is the network up?')
    process.exit(status ?? 1)
  }
  writeFileSync(stamp, wanted)
}
