# component_tree_bench: building the component tree of a map in memory, and reading it.
add_executable(component_tree_bench ${CMAKE_CURRENT_LIST_DIR}/component_tree.cpp)
target_link_libraries(component_tree_bench PRIVATE test_support)
