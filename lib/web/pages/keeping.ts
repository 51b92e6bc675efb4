import { webEnv } from '#lib/env.ts'
import { type Keeping, openKeeping } from '#lib/keeping/open-keeping.ts'

/** Keeper, as pages ask it: nothing is held open between two questions. */
export const webKeeping = (): Keeping => openKeeping(webEnv().KEEPER_SOCKET)
