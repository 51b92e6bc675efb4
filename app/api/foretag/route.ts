import { actFor } from '#lib/web/pages/act-for.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(actFor)
