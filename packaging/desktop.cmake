# What makes the program part of a desktop: menu entry, file types, icon, thumbnails, software-centre page, manual page,
# completion. Texts that describe the command line are made by the program itself, from the tables that parse it.
set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
set(made ${PROJECT_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${made})

# make_text(OUTPUT ARGUMENTS...): what `vitrine ARGUMENTS` prints.
set(made_texts)
function(make_text output)
  add_custom_command(OUTPUT ${made}/${output}
    COMMAND $<TARGET_FILE:vitrine> ${ARGN} > ${made}/${output}
    DEPENDS vitrine VERBATIM)
  set(made_texts ${made_texts} ${made}/${output} PARENT_SCOPE)
endfunction()
make_text(vitrine.1 --man-page)
make_text(vitrine.bash --completion bash)
make_text(_vitrine --completion zsh)
make_text(vitrine.fish --completion fish)
add_custom_target(desktop_texts ALL DEPENDS ${made_texts})

install(FILES ${made}/vitrine.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/vitrine.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME vitrine)
install(FILES ${made}/_vitrine DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${made}/vitrine.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${desktop}/org.vitrine.Vitrine.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${desktop}/org.vitrine.Vitrine.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${desktop}/org.vitrine.Vitrine.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES ${desktop}/vitrine.thumbnailer DESTINATION ${CMAKE_INSTALL_DATADIR}/thumbnailers)
# Vector: the theme scales it to every size.
install(FILES ${desktop}/org.vitrine.Vitrine.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
