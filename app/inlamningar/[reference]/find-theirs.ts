import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '#lib/errors.ts'
import { type FoundSubmission, findSubmission } from '#lib/submissions/find-submission.ts'
import { pageContext } from '#lib/web/pages/session.ts'

/** The submission of the company that the visitor acts for, or the page that says there is none. Read once for page and title. */
export const findTheirs = cache(async (employerId: string, reference: string): Promise<FoundSubmission> => {
  try {
    return await findSubmission(await pageContext(), { employerId, reference })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})
