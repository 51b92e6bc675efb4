// Where the local environment keeps its things and what it listens on. contracts: "Local start".
import { join, resolve } from 'node:path'
import { isFree } from '../ports.ts'

export const ROOT = resolve(import.meta.dirname, '../../..')

export type Ports = {
  portal: number
  gateway: number
  agency: number
  agencyControl: number
  broker: number
  mail: number
  postgres: number
}
export type Settings = { dir: string; ports: Ports; databaseUrl: string | undefined; publicUrl: string }

/** The variable that moves each part to another port, and its default. */
const PORTS = {
  portal: ['PORT', 3000],
  gateway: ['GATEWAY_PORT', 8443],
  agency: ['AGENCY_PORT', 9443],
  agencyControl: ['AGENCY_CONTROL_PORT', 9480],
  broker: ['BROKER_PORT', 9500],
  mail: ['MAIL_PORT', 9525],
  postgres: ['POSTGRES_PORT', 54329],
} as const satisfies Record<keyof Ports, readonly [string, number]>

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = (part: keyof Ports) => {
    const [variable, standard] = PORTS[part]
    const value = Number(env[variable] || standard)
    if (!Number.isInteger(value) || value < 1 || value > 65_535)
      throw new Error(`${variable}=${env[variable]} is not a port number`)
    return value
  }
  const ports: Ports = {
    portal: port('portal'),
    gateway: port('gateway'),
    agency: port('agency'),
    agencyControl: port('agencyControl'),
    broker: port('broker'),
    mail: port('mail'),
    postgres: port('postgres'),
  }
  return settingsFor(env.LOCAL_DIR || join(ROOT, '.local'), ports, env.DATABASE_URL)
}

export function settingsFor(dir: string, ports: Ports, databaseUrl?: string): Settings {
  return { dir: resolve(dir), ports, databaseUrl: databaseUrl || undefined, publicUrl: `http://localhost:${ports.portal}` }
}

/** One sentence for each port that somebody else holds; empty when all are free. */
export async function takenPorts({ ports, databaseUrl }: Settings): Promise<string[]> {
  const taken: string[] = []
  for (const part of Object.keys(PORTS) as (keyof Ports)[]) {
    if (part === 'postgres' && databaseUrl) continue
    const [variable] = PORTS[part]
    if (!(await isFree(ports[part])))
      taken.push(`Port ${ports[part]} (${part}) is taken. Move it: ${variable}=${ports[part] + 1} npm run local`)
  }
  return taken
}
