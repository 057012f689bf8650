"""What a shell runs to complete: it asks legalkb with the line up to the cursor and shows what comes back.

Each answer is a line with a kind (plain or file), a value and an explanation, parted by tabs. A full stop behind the
line marks where the cursor is, so that an empty last word is a word too.
"""

from __future__ import annotations

BASH = r"""# Aanvullen van legalkb in bash. Zet deze regel in ~/.bashrc en open een nieuw venster:
#   eval "$(legalkb aanvullen bash)"
_legalkb_completion() {
    local IFS=$'\n' line="${COMP_LINE:0:COMP_POINT}" answer kind value rest cur breaks prefix=""
    COMPREPLY=()
    cur="${line##*[[:space:]]}"
    breaks="${COMP_WORDBREAKS//[^=:]/}"
    if [[ -n $breaks && $cur != *[\'\"]* ]]; then
        prefix="${cur%"${cur##*[$breaks]}"}"
    fi
    for answer in $(COMP_WORDS="$line." COMP_CWORD=9999 _LEGALKB_COMPLETE=bash_complete "$1" 2>/dev/null); do
        kind="${answer%%$'\t'*}"
        rest="${answer#*$'\t'}"
        value="${rest%%$'\t'*}"
        if [[ $kind == file ]]; then
            COMPREPLY=()
            compopt -o default 2>/dev/null
            return 0
        fi
        COMPREPLY+=("${value#"$prefix"}")
        if [[ $value == *= ]]; then
            compopt -o nospace 2>/dev/null
        fi
    done
    return 0
}
complete -o nosort -F _legalkb_completion legalkb 2>/dev/null || complete -F _legalkb_completion legalkb
"""

ZSH = r"""#compdef legalkb
# Aanvullen van legalkb in zsh. Zet deze regel in ~/.zshrc, onder compinit, en open een nieuw venster:
#   eval "$(legalkb aanvullen zsh)"
_legalkb_completion() {
    local -a plain plain_shown glued glued_shown
    local answer kind value help rest line
    (( ! $+commands[legalkb] )) && return 1
    line="${(j: :)words[1,CURRENT-1]} ${PREFIX}."
    for answer in "${(@f)$(COMP_WORDS="$line" COMP_CWORD=9999 _LEGALKB_COMPLETE=zsh_complete legalkb 2>/dev/null)}"; do
        kind="${answer%%$'\t'*}"
        rest="${answer#*$'\t'}"
        value="${rest%%$'\t'*}"
        help="${rest#*$'\t'}"
        if [[ $kind == file ]]; then
            _files
        elif [[ $value == *= ]]; then
            glued+=("$value")
            glued_shown+=("$value  $help")
        elif [[ -n $value ]]; then
            plain+=("$value")
            plain_shown+=("$value  $help")
        fi
    done
    (( $#plain )) && compadd -l -V legalkb -d plain_shown -a plain
    (( $#glued )) && compadd -l -V legalkb -S '' -d glued_shown -a glued
    return 0
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _legalkb_completion "$@"
else
    compdef _legalkb_completion legalkb
fi
"""

FISH = r"""# Aanvullen van legalkb in fish. Geef deze opdracht een keer en open een nieuw venster:
#   legalkb aanvullen fish > ~/.config/fish/completions/legalkb.fish
function _legalkb_completion
    set -l line (commandline -cp)
    for answer in (COMP_WORDS="$line." COMP_CWORD=9999 _LEGALKB_COMPLETE=fish_complete legalkb 2>/dev/null)
        set -l parts (string split \t -- $answer)
        if test $parts[1] = file
            __fish_complete_path (commandline -ct)
        else if test -n "$parts[3]"
            printf '%s\t%s\n' $parts[2] $parts[3]
        else
            echo $parts[2]
        end
    end
end
complete --no-files --command legalkb --arguments '(_legalkb_completion)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
