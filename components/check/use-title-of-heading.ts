'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'

/** The tab's title begins with the page's heading, which is another once a file has its verdict. Looks after each drawing. */
export function useTitleOfHeading(): void {
  const name = useTranslations('common')('name')
  useEffect(() => {
    const heading = document.querySelector('h1')?.textContent
    if (heading) document.title = `${heading} – ${name}`
  })
}
