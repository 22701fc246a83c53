// src/words/tokens.ts
/** Characters of a text in which tokens are looked for, many times as many as of one. */
const LONGEST = 2e4;
/**
* What looks like a token: GitHub's begin with their kind and are some 40 or, as a JWT, some 520 characters long; others are a JWT
* alone. None begins within a word.
*/
const TOKENS = [/(?<![\w.-])(?:gh[a-z]_|github_pat_)[\w.-]{20,}/g, /(?<![\w.-])eyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g];
/**
* Another server's words without the tokens that it may have repeated; the text is cut to what anybody would read. For before it is
* cut further: half a token is not known again by whoever masks whole ones.
*/
const hideTokens = (text) => TOKENS.reduce((words, token) => words.replaceAll(token, "***"), text.slice(0, LONGEST));

export { hideTokens as t };