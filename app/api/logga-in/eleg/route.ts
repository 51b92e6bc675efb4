import { startEleg } from '#lib/web/pages/auth.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(startEleg)
