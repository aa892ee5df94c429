# blocres_bench: one box of 1.c against one transformed plainly. local_entry_bench: local-resolution checks on the phantom of any size.
add_executable(blocres_bench ${CMAKE_CURRENT_LIST_DIR}/blocres.cpp)
add_executable(local_entry_bench ${CMAKE_CURRENT_LIST_DIR}/local_entry.cpp)
target_link_libraries(blocres_bench PRIVATE test_support)
target_link_libraries(local_entry_bench PRIVATE test_support)
