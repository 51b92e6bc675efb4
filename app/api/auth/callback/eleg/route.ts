import { finishEleg } from '#lib/http/auth.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(finishEleg)
