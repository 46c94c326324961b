# What zsh makes of a line when Tab is pressed at its end: complete.zsh FOLDER_OF_COMPLETION LINE
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1= RPS1=; unsetopt beep; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' list-prompt ''; print ready"
while zpty -r z line; do [[ $line == ready* ]] && break; done
zpty -w -n z "$2"$'\t'
sleep 1
zpty -w -n z ' '
sleep 0.3
all=
while zpty -r -t z line; do all+=$line; done
print -r -- "$all"
zpty -d z
