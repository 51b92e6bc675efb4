import { logOut } from '#lib/web/pages/log-out.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(logOut)
