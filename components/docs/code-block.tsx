/** Text as it stands in a file. It scrolls sideways by itself, so the keyboard must reach it. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="overflow-x-auto rounded-card bg-surface p-4"
    >
      <pre className="w-fit font-mono text-small">{text}</pre>
    </section>
  )
}
