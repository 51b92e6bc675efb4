'use client'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { CONTROL } from './control-look.ts'
import { FormField } from './form-field.tsx'
import type { TextField } from './text-field.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

/** A field for a password that can be shown while it is typed; it is hidden again when its form is sent. Visible only with JavaScript. */
export function PasswordField({
  name,
  id = name,
  label,
  hint,
  error,
  className = '',
  ...rest
}: ComponentProps<typeof TextField>) {
  const t = useTranslations('common.password')
  const [look, setLook] = useState<'unready' | 'ready' | 'shown' | 'hidden'>('unready')
  useEffect(() => {
    setLook('ready')
    const hide = () => setLook('ready')
    window.addEventListener('submit', hide, { capture: true })
    return () => window.removeEventListener('submit', hide, { capture: true })
  }, [])
  const isShown = look === 'shown'
  return (
    <FormField id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-2">
          <input
            {...control}
            name={name}
            type={isShown ? 'text' : 'password'}
            autoCapitalize="none"
            spellCheck={false}
            className={`${CONTROL} min-w-0 flex-1 ${className}`}
            {...rest}
          />
          <Button
            type="button"
            kind="secondary"
            size="small"
            aria-label={t(isShown ? 'hideIt' : 'showIt')}
            aria-controls={id}
            className={`min-h-12 ${look === 'unready' ? 'invisible' : ''}`}
            onClick={() => setLook(isShown ? 'hidden' : 'shown')}
          >
            {t(isShown ? 'hide' : 'show')}
          </Button>
          <VisuallyHidden>
            <span role="status">
              {isShown && t('isShown')}
              {look === 'hidden' && t('isHidden')}
            </span>
          </VisuallyHidden>
        </div>
      )}
    </FormField>
  )
}
