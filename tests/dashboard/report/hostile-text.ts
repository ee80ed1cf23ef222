/** What a text would look like that wants out of its place in a page. */
export const HOSTILE = [
  `<script>globalThis.hacked = true</script>`,
  `"><img src="x" onerror="globalThis.hacked = true">`,
  `' onfocus='globalThis.hacked = true' autofocus='`,
  `</title></style></svg>]]>--><iframe src="javascript:globalThis.hacked = true"></iframe>`,
  `<a href="javascript:globalThis.hacked = true">javascript:alert(1)</a>`,
  `<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">`,
  `&lt;b&gt; \${globalThis.hacked = true} {{hacked}}`,
  "w".repeat(200),
  `\u202Egnp.exe\u202C\u0000\u200B\uD800`,
].join("\n");
