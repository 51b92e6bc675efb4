// Where the local environment keeps its things and what it listens on. contracts: "Local start".
import { join, resolve } from 'node:path'
import { freePort, isFree } from '../ports.ts'

export const ROOT = resolve(import.meta.dirname, '../../..')

export type Settings = { dir: string; ports: Ports; databaseUrl: string | undefined; publicUrl: string }

export type Ports = Record<keyof typeof PORTS, number>

/** The variable that moves each part to another port, and its default. */
const PORTS = {
  portal: ['PORT', 3000],
  gateway: ['GATEWAY_PORT', 8443],
  agency: ['AGENCY_PORT', 9443],
  agencyControl: ['AGENCY_CONTROL_PORT', 9480],
  broker: ['BROKER_PORT', 9500],
  mail: ['MAIL_PORT', 9525],
  mailPage: ['MAIL_PAGE_PORT', 9526],
  postgres: ['POSTGRES_PORT', 54329],
  gatewayProbe: ['GATEWAY_PROBE_PORT', 8481],
  relayProbe: ['RELAY_PROBE_PORT', 8482],
} as const satisfies Record<string, readonly [string, number]>
const PARTS = Object.keys(PORTS) as (keyof Ports)[]

/** The variables that move ports. */
export const PORT_VARIABLES = PARTS.map((part) => PORTS[part][0])

const portsBy = (port: (part: keyof Ports) => number): Ports =>
  Object.fromEntries(PARTS.map((part) => [part, port(part)])) as Ports

/** For an environment beside others. */
export async function freePorts(): Promise<Ports> {
  const free = await Promise.all(PARTS.map(freePort))
  return portsBy((part) => free[PARTS.indexOf(part)] ?? 0)
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = (part: keyof Ports) => {
    const [variable, standard] = PORTS[part]
    const value = Number(env[variable] || standard)
    if (!Number.isInteger(value) || value < 1 || value > 65_535)
      throw new Error(`${variable}=${env[variable]} is not a port number`)
    return value
  }
  return settingsFor(env.LOCAL_DIR || join(ROOT, '.local'), portsBy(port), env.DATABASE_URL)
}

export function settingsFor(dir: string, ports: Ports, databaseUrl?: string): Settings {
  return { dir: resolve(dir), ports, databaseUrl: databaseUrl || undefined, publicUrl: `http://localhost:${ports.portal}` }
}

/** One sentence for each port that somebody else holds; empty when all are free. */
export async function takenPorts({ ports, databaseUrl }: Settings): Promise<string[]> {
  const taken: string[] = []
  for (const part of PARTS) {
    if (part === 'postgres' && databaseUrl) continue
    const [variable] = PORTS[part]
    if (!(await isFree(ports[part])))
      taken.push(`Port ${ports[part]} (${part}) is taken. Move it: ${variable}=${ports[part] + 1} npm run local`)
  }
  return taken
}
