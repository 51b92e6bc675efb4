import { Choice, type ChoiceProps } from './choice.tsx'

type Props = Omit<ChoiceProps, 'type' | 'id'> & { name: string; id?: string }

export function Checkbox({ id, ...rest }: Props) {
  return <Choice type="checkbox" id={id ?? rest.name} {...rest} />
}
