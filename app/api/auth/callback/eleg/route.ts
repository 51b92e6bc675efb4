import { finishEleg } from '#lib/web/pages/auth.ts'
import { route } from '#lib/web/pages/route.ts'

export const GET = route(finishEleg)
