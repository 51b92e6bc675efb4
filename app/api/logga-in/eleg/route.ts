import { startEleg } from '#lib/http/auth.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(startEleg)
