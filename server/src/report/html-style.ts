// How the HTML report looks: the reader's own light or dark, larger contrast where it is asked for, and on paper.
export const style = `:root {
  color-scheme: light dark;
  --text: #1f2328; --dim: #57606a; --page: #ffffff; --raised: #f3f5f7; --line: #d0d7de; --link: #0b57d0;
  --error: #b3261e; --warning: #8a5a00; --info: #0b57d0; --hint: #57606a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --dim: #9da7b3; --page: #0f141a; --raised: #1a212a; --line: #36404b; --link: #7cb2ff;
    --error: #ff9a92; --warning: #f0b849; --info: #7cb2ff; --hint: #9da7b3;
  }
}
@media (prefers-contrast: more) {
  :root { --dim: var(--text); --hint: var(--text); --line: var(--text); }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { margin: 1rem 0 0; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.2rem; overflow-wrap: anywhere; }
a { color: var(--link); }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: 0.75rem 0; border-top: 1px solid var(--line); }
p { margin: 0.2rem 0; overflow-wrap: anywhere; }
.wide, pre { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.3rem 0.75rem 0.3rem 0; text-align: left; border-bottom: 1px solid var(--line); }
tbody th { font-weight: normal; }
td { font-variant-numeric: tabular-nums; }
pre { margin: 0.4rem 0; padding: 0.5rem 0.75rem; background: var(--raised); font: 0.875rem/1.4 ui-monospace, monospace; }
pre span { color: var(--error); }
.place, .note, .fix { color: var(--dim); }
.severity { font-weight: 600; }
.error { color: var(--error); }
.warning { color: var(--warning); }
.info { color: var(--info); }
.hint { color: var(--hint); }
@media print { section { break-inside: auto; } li { break-inside: avoid; } a { color: inherit; } }
`;
