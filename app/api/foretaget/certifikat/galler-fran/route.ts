import { validFromForm } from '#lib/web/pages/company-forms.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(validFromForm)
